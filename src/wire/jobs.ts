import { z } from 'zod'
import { jobKinds } from '#src/jobs/job-input.ts'
import { jobStates, type Job, type JobEvent, type JobProgress } from '#src/jobs/job-queue.ts'

const text = z.string()
const progressSchema = z.object({
  done: z.number(),
  total: z.number(),
  detail: text.optional(),
  /** 0 to 1. */
  share: z.number().optional(),
  /** What there is so far, by kind. */
  counts: z.record(text, z.number().int()).optional(),
  seconds_left: z.number().int().optional(),
})
const failureSchema = z.object({ code: text, message: text })

export const jobSchema = z.object({
  id: text,
  kind: z.enum(jobKinds),
  state: z.enum(jobStates),
  input: z.unknown(),
  priority: z.number().int(),
  attempts: z.number().int(),
  added_at: text,
  ready_at: text,
  started_at: text.nullable(),
  ended_at: text.nullable(),
  worker: text.nullable(),
  progress: progressSchema.nullable(),
  result: z.unknown(),
  failure: failureSchema.nullable(),
})

export const jobEventSchema = z.object({
  event: text,
  sequence: z.number().int(),
  job_id: text,
  at: text,
  progress: progressSchema.optional(),
  failure: failureSchema.optional(),
})

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
    progress: job.progress === undefined ? null : toWireProgress(job.progress),
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
    ...(progress !== undefined && { progress: toWireProgress(progress) }),
    ...(failure !== undefined && { failure }),
  }
}

function toWireProgress({ secondsLeft, counts, ...progress }: JobProgress) {
  return {
    ...progress,
    ...(counts !== undefined && { counts: { ...counts } }),
    ...(secondsLeft !== undefined && { seconds_left: secondsLeft }),
  }
}

function toTime(ms: number): string {
  return new Date(ms).toISOString()
}
