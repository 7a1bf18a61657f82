import type { Command } from 'commander'
import { once } from 'node:events'
import type { Logger } from 'pino'
import manifest from '#package.json' with { type: 'json' }
import type { App } from '#src/app.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import type { Job } from '#src/jobs/job-queue.ts'

interface ServeFlags extends GlobalFlags {
  readonly worker: boolean
  readonly web: boolean
  readonly allowWrites?: boolean
}

/** `nacre serve`: the web page and the HTTP API until Ctrl-C or SIGTERM, then what is under way is finished. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description('serve the web page and the HTTP API')
    .option('--port <port>', 'default 7878 (or NACRE_PORT); 0 = any free one')
    .option('--host <host>', 'default 127.0.0.1 (or NACRE_HOST); another one needs a key')
    .option('--no-worker', 'leave jobs to "nacre worker"')
    .option('--no-web', 'only the API, without the page')
    .option('--allow-writes', 'tools at /mcp may add documents, too')
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<ServeFlags>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const { pino } = await import('pino')
        const { startServer } = await import('#src/api/start-server.ts')
        const logger = pino({ redact: ['req.headers.authorization'] }, pino.destination(2))
        const { openWebPage } = await import('#src/web-page.ts')
        const webFolder = flags.web
          ? await openWebPage({ onBuild: () => output.line('Building the web page (once, some ten seconds) …') })
          : undefined
        const server = await startServer(app, {
          logger,
          version: manifest.version,
          allowsMcpWrites: flags.allowWrites === true,
          ...(webFolder !== undefined && { webFolder }),
        })
        output.event({ event: 'listening', url: server.url })
        output.line(`Nacre listens on ${server.url}`)
        if (flags.web) output.line(`  open it in a browser; programs find what it can do at ${server.url}/docs`)
        else output.line(`  what it can do: ${server.url}/docs`)
        const working = flags.worker ? workInside(app, logger, signal) : undefined
        if (!signal.aborted) await once(signal, 'abort')
        await Promise.all([server.close(), working])
        return exitStatus.done
      })
    })
}

/** The server goes on where its worker stops: what it cannot do, another worker may. */
async function workInside(app: App, logger: Logger, stop: AbortSignal): Promise<void> {
  const { runWorker } = await import('#src/worker/run-worker.ts')
  const onJob = ({ id, kind }: Job, outcome: object): void => logger.info({ job: id, kind, outcome }, 'job')
  try {
    const { stoppedBy } = await runWorker(app, { concurrency: 1, stop, graceMs: 20_000, onJob })
    if (stoppedBy !== undefined) logger.error({ failure: stoppedBy }, 'the worker stopped; its job waits')
  } catch (error) {
    logger.error({ error }, 'the worker stopped')
  }
}
