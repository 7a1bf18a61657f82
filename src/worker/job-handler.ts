import type { JobInput, JobKind } from '#src/jobs/job-input.ts'
import type { Job, JobProgress } from '#src/jobs/job-queue.ts'
import type { App } from '#src/app.ts'

/** What a handler works with beside its input. */
export interface HandlerContext {
  readonly app: App
  readonly job: Job
  readonly signal: AbortSignal
  readonly onProgress: (progress: JobProgress) => void
}

/**
 * Does the work of one kind of job; what it returns is kept as the job's result (JSON). The same job may be handled
 * again after a death, also while a worker that was taken for dead still runs: handlers leave the same behind then.
 */
export type JobHandler<K extends JobKind> = (input: JobInput<K>, context: HandlerContext) => Promise<unknown>
