import { createOutput, type Output } from './output.ts'
import { exitStatus, exitStatusOf } from './exit-status.ts'
import { NacreError } from '#core/errors.ts'
import { openApp, type App } from '#src/app.ts'
import { readConfig, type ConfigFlags } from '#src/config.ts'

/** Flags that every verb takes. */
export interface GlobalFlags extends ConfigFlags {
  readonly json?: boolean
}

export interface CommandContext {
  readonly app: App
  readonly output: Output
  /** Fires at the first Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal
}

/**
 * Runs one verb: reads the configuration, opens the app, turns errors into plain words and an exit status, closes all.
 * The first Ctrl-C stops at the next step with everything whole, the second at once.
 */
export async function runCommand(flags: GlobalFlags, run: (context: CommandContext) => Promise<number>): Promise<void> {
  const controller = new AbortController()
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(exitStatus.interrupted)
    controller.abort()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)

  const isJson = flags.json ?? false
  let output = createProcessOutput(isJson, false)
  let app: App | undefined
  try {
    const config = readConfig(flags)
    output = createProcessOutput(isJson, config.isColourWanted)
    const bars = new Map<string, ReturnType<Output['progress']>>()
    app = openApp(config, {
      signal: controller.signal,
      onNotice: output.note,
      onFetch: ({ name, bytes, totalBytes }) => {
        const bar = bars.get(name) ?? output.progress(`Fetching ${name} (MB)`)
        bars.set(name, bar)
        bar.update(Math.round(bytes / 1e6), Math.round(totalBytes / 1e6))
        if (bytes >= totalBytes) bar.end()
      },
    })
    process.exitCode = await run({ app, output, signal: controller.signal })
  } catch (error) {
    process.exitCode = reportError(error, output, controller.signal)
  } finally {
    await app?.close()
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

function createProcessOutput(isJson: boolean, isColourWanted: boolean): Output {
  return createOutput({
    isJson,
    isColourWanted,
    stdout: process.stdout,
    stderr: process.stderr,
    now: () => performance.now(),
  })
}

/** Tells an error on stderr (and as JSON on stdout in JSON mode); returns the exit status. */
function reportError(error: unknown, output: Output, signal: AbortSignal): number {
  if (error instanceof NacreError) {
    output.note(
      error.code === 'cancelled'
        ? 'Stopped. Nothing is lost: run the same command again to go on.'
        : `nacre: ${error.message}`,
    )
    output.json({ error: { code: error.code, message: error.message } })
    return exitStatusOf[error.code]
  }
  if (signal.aborted) return exitStatus.interrupted
  output.note(
    `nacre: this is a bug in Nacre, please report it.\n${error instanceof Error ? error.stack : String(error)}`,
  )
  output.json({ error: { code: 'bug', message: error instanceof Error ? error.message : String(error) } })
  return exitStatus.failure
}
