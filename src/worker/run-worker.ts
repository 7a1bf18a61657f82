import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import type { TaskProfile } from '#core/task.ts'
import type { App } from '#src/app.ts'
import type { JobKind } from '#src/jobs/job-input.ts'
import type { Job, JobFailure, JobQueue } from '#src/jobs/job-queue.ts'
import { handleJob } from './handle-job.ts'
import { planGeneration } from './plan-generation.ts'
import { isDeadWorker, workerName } from './worker-name.ts'
import { workOnJob, type WorkOutcome } from './work-on-job.ts'

export interface WorkerOptions {
  /** Jobs at the same time. */
  readonly concurrency: number
  /** Only these; all where not said. */
  readonly kinds?: readonly JobKind[]
  /** Keeps making tasks. */
  readonly generate?: { readonly perHour: number; readonly profile: TaskProfile }
  /** Ends when nothing is ready any more. */
  readonly isOnce?: boolean
  /** When it fires, no job is taken any more; those under way have `graceMs` to end, then they are handed back. */
  readonly stop: AbortSignal
  readonly graceMs: number
  readonly onJob?: (job: Job, outcome: WorkOutcome | { readonly kind: 'started' }) => void
}

export interface WorkerSummary {
  /** Jobs by how they went. */
  readonly outcomes: Readonly<Partial<Record<WorkOutcome['kind'], number>>>
  /** Why it stopped by itself. */
  readonly stoppedBy?: JobFailure
}

const idleMs = 500
/** A worker that says nothing for so long is dead. */
const leaseMs = 30_000
/** Jobs that ended are kept so long. */
const keptMs = 7 * 24 * 3_600_000

/**
 * Takes jobs from the queue of an app and does them until told to stop. Any number of workers, in this process or in
 * others, share a queue. A fault of the setup (no key, no model, disk full) stops the worker, its job handed back.
 */
export async function runWorker(app: App, options: WorkerOptions): Promise<WorkerSummary> {
  const { stop, graceMs, generate, isOnce = false, kinds, concurrency, onJob } = options
  const queue = await app.jobs()
  const name = workerName(Date.now())
  await queue.prune({ endedBeforeMs: Date.now() - keptMs })
  const outcomes: Partial<Record<WorkOutcome['kind'], number>> = {}
  let stoppedBy: JobFailure | undefined
  const graceOver = new AbortController()
  const drain = (): void => {
    setTimeout(() => graceOver.abort(), graceMs).unref()
  }
  if (stop.aborted) drain()
  else stop.addEventListener('abort', drain, { once: true })
  await Promise.all(Array.from({ length: concurrency }, (_, index) => loop(index)))
  stop.removeEventListener('abort', drain)
  return { outcomes, ...(stoppedBy !== undefined && { stoppedBy }) }

  async function loop(index: number): Promise<void> {
    // Work on SQLite alone never leaves the process a turn: signals and timers get theirs here.
    for (await turn(); !stop.aborted && stoppedBy === undefined; await turn()) {
      if (generate !== undefined && index === 0) await plan(queue)
      const lease = await queue.take({
        worker: `${name}/${index}`,
        leaseMs,
        isDead: (other) => isDeadWorker(other, name),
        ...(kinds !== undefined && { kinds }),
      })
      if (lease === undefined) {
        if (isOnce) return
        await delay(idleMs, undefined, { signal: stop }).catch(() => undefined)
        continue
      }
      onJob?.(lease.job, { kind: 'started' })
      const outcome = await workOnJob(lease, queue, (context) => handleJob({ ...context, app }), {
        leaseMs,
        stop: graceOver.signal,
        random: Math.random,
      })
      outcomes[outcome.kind] = (outcomes[outcome.kind] ?? 0) + 1
      onJob?.(lease.job, outcome)
      if (outcome.kind === 'stop') stoppedBy = outcome.failure
    }
  }

  async function plan(target: JobQueue): Promise<void> {
    if (generate !== undefined) await planGeneration(target, { ...generate, nowMs: Date.now() })
  }
}
