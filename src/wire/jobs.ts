import type { Job, JobEvent } from '#src/jobs/job-queue.ts'

/** A job in the shape that the CLI and the API promise. */
export function toWireJob(job: Job) {
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    input: job.input,
    priority: job.priority,
    attempts: job.attempts,
    added_at: toTime(job.addedAtMs),
    ready_at: toTime(job.readyAtMs),
    started_at: job.startedAtMs === undefined ? null : toTime(job.startedAtMs),
    ended_at: job.endedAtMs === undefined ? null : toTime(job.endedAtMs),
    worker: job.worker ?? null,
    progress: job.progress ?? null,
    result: job.result ?? null,
    failure: job.failure ?? null,
  }
}

/** An event of a job; `sequence` is where to go on reading. */
export function toWireJobEvent({ sequence, jobId, kind, atMs, progress, failure }: JobEvent) {
  return {
    event: kind,
    sequence,
    job_id: jobId,
    at: toTime(atMs),
    ...(progress !== undefined && { progress }),
    ...(failure !== undefined && { failure }),
  }
}

function toTime(ms: number): string {
  return new Date(ms).toISOString()
}
