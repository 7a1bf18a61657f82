import type { z } from 'zod'
import type { jobSchema } from '#src/wire/jobs.ts'

export type WireJob = z.infer<typeof jobSchema>

/** Whether more is to come of it. */
export function isUnderWay({ state }: WireJob): boolean {
  return state === 'queued' || state === 'running'
}

/** How far it is, in words. */
export function describeJob(job: WireJob): string {
  const { state, progress, failure } = job
  if (state === 'failed') return failure?.message ?? 'failed'
  if (progress === null || state !== 'running') return state
  const share = progress.total > 0 ? `${progress.done} of ${progress.total}` : String(progress.done)
  return progress.detail === undefined ? share : `${share}: ${progress.detail}`
}
