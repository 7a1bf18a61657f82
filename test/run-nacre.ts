import { spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const main = join(root, 'src/cli/main.ts')

export interface NacreRun {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the real command line in a process of its own, from the project's root, and waits for its end. */
export async function runNacre(
  words: readonly string[],
  options: { env?: NodeJS.ProcessEnv; killAfterMs?: number; input?: string } = {},
): Promise<NacreRun> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...words], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.end(options.input ?? '')
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const timer =
    options.killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), options.killAfterMs)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status, signal) => {
      clearTimeout(timer)
      resolve({ status, signal, stdout, stderr })
    })
  })
}

/** The one JSON value that a `--json` run printed. */
export function jsonOf<T = Record<string, unknown>>(run: NacreRun): T {
  try {
    return JSON.parse(run.stdout) as T
  } catch {
    throw new Error(
      `Expected one JSON value on stdout, got: ${run.stdout.slice(0, 500)}\nstderr: ${run.stderr.slice(0, 2_000)}`,
    )
  }
}

/** The events that a `--json` run printed, one a line. */
export function eventsOf(run: NacreRun): Record<string, unknown>[] {
  return run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
