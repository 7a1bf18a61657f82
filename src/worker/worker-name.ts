import { hostname } from 'node:os'

/** What a worker of this process is called: machine, process, and when it began, because numbers of processes come again. */
export function workerName(startedMs: number): string {
  return `${hostname()}/${process.pid}/${startedMs.toString(36)}`
}

/** Whether the worker of this name was a process of this machine that is no more; `own` is the name of the one that asks. */
export function isDeadWorker(name: string, own: string): boolean {
  const [machine, pid, started] = name.split('/')
  if (machine !== hostname() || started === undefined) return false
  if (Number(pid) === process.pid) return !name.startsWith(own)
  return !isRunning(Number(pid))
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Not allowed to signal it: it is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
