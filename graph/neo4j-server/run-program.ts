import { execFile } from 'node:child_process'

export interface ProgramRun {
  /** Undefined where there is no such program. */
  readonly status: number | undefined
  readonly output: string
}

/** Runs a program to its end, without a shell. It is stopped when the signal fires or after `timeoutMs`. */
export function runProgram(
  program: string,
  parts: readonly string[],
  options: { timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<ProgramRun> {
  const { timeoutMs, signal } = options
  const settings = {
    timeout: timeoutMs,
    maxBuffer: 2 ** 24,
    ...(signal === undefined ? {} : { signal }),
  }
  return new Promise((resolve) => {
    execFile(program, parts, settings, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`.trim()
      if (error === null) resolve({ status: 0, output })
      else if (error.code === 'ENOENT' || error.code === 'EACCES') resolve({ status: undefined, output: error.message })
      else resolve({ status: typeof error.code === 'number' ? error.code : 1, output: output || error.message })
    })
  })
}
