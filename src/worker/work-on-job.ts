import { decideRetry } from '#src/jobs/decide-retry.ts'
import type { JobFailure, JobProgress, JobQueue, Lease } from '#src/jobs/job-queue.ts'
import type { HandlerContext } from './job-handler.ts'

/** How a job went for the worker that had it. `stop`: the setup is at fault, and the next job would meet the same. */
export type WorkOutcome =
  | { readonly kind: 'done' | 'cancelled' | 'returned' | 'lost' }
  | { readonly kind: 'retrying' | 'failed' | 'stop'; readonly failure: JobFailure }

/** How often a lease is renewed; also how soon a cancelled job hears of it. */
const renewMs = 1_000

/**
 * Handles one job under its lease, which is renewed every second; tells the queue how it went. When `stop` fires the job
 * is handed back unharmed.
 */
export async function workOnJob(
  lease: Lease,
  queue: JobQueue,
  handle: (context: Omit<HandlerContext, 'app'>) => Promise<unknown>,
  options: { readonly leaseMs: number; readonly stop: AbortSignal; readonly random: () => number },
): Promise<WorkOutcome> {
  const { leaseMs, stop, random } = options
  const controller = new AbortController()
  const startedMs = performance.now()
  let progress: JobProgress | undefined
  let held: 'held' | 'cancelled' | 'lost' = 'held'
  const renew = async (): Promise<void> => {
    held = await queue.renew(lease, { leaseMs, ...(progress !== undefined && { progress }) })
    if (held !== 'held') controller.abort(held)
  }
  // A renewal that fails (full disk) is made up for by the next one, or the lease runs out and somebody else goes on.
  const timer = setInterval(() => void renew().catch(() => undefined), renewMs)
  const abort = (): void => controller.abort('stop')
  if (stop.aborted) abort()
  stop.addEventListener('abort', abort)
  try {
    const onProgress = (told: JobProgress): void => {
      const secondsLeft = secondsLeftAt(told, (performance.now() - startedMs) / 1000)
      progress = secondsLeft === undefined ? told : { ...told, secondsLeft }
    }
    const result = await handle({ job: lease.job, signal: controller.signal, onProgress })
    clearInterval(timer)
    if (progress !== undefined) await renew()
    return (await queue.finish(lease, result)) ? { kind: 'done' } : { kind: 'lost' }
  } catch (error) {
    clearInterval(timer)
    if (progress !== undefined) await renew().catch(() => undefined)
    return conclude(error)
  } finally {
    clearInterval(timer)
    stop.removeEventListener('abort', abort)
  }

  async function conclude(error: unknown): Promise<WorkOutcome> {
    if (held === 'lost') return { kind: 'lost' }
    if (held === 'cancelled') {
      await queue.fail(lease, { code: 'cancelled', message: 'Cancelled.' })
      return { kind: 'cancelled' }
    }
    if (stop.aborted) {
      await queue.giveBack(lease)
      return { kind: 'returned' }
    }
    const decision = decideRetry(error, lease.job.attempts, random())
    const { failure } = decision
    switch (decision.kind) {
      case 'again':
        await queue.fail(lease, failure, { retryInMs: decision.retryInMs })
        return { kind: 'retrying', failure }
      case 'dead':
        await queue.fail(lease, failure)
        return { kind: 'failed', failure }
      case 'stop':
        await queue.giveBack(lease)
        return { kind: 'stop', failure }
    }
  }
}

/** How long the rest takes if it goes as the work so far; undefined before there is anything to go by. */
function secondsLeftAt({ done, total, share = total > 0 ? done / total : 0 }: JobProgress, seconds: number) {
  return share > 0 && share < 1 ? Math.round((seconds * (1 - share)) / share) : undefined
}
