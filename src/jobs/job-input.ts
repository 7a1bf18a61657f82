import { z } from 'zod'
import { taskProfiles } from '#core/task.ts'

const count = z.number().int().positive()
const seed = z.number().int().nonnegative()

/** What each kind of job is told; checked when a job is added and again when it is taken. */
export const jobInputs = {
  /** Reads sources into the stores; what is there already is skipped. */
  ingest: z.strictObject({
    sources: z.array(z.string().min(1)).min(1),
    tags: z.array(z.string().min(1)).default([]),
    /** What a source is called in records and messages, where that is not its path. */
    names: z.record(z.string(), z.string()).default({}),
    /** The document whose place the new one takes. */
    replaces: z.string().min(1).optional(),
  }),
  /** Makes tasks. Without a seed it is drawn from the id of the job, so that the same job makes the same tasks. */
  generate: z.strictObject({
    profile: z.enum(taskProfiles).default('grounded'),
    n: count.max(10_000).default(1),
    seed: seed.optional(),
    /** Passages on this instead of random ones. */
    topic: z.string().trim().min(1).optional(),
    /** Documents, communities and passages of which there are fewest tasks come first. */
    leastCoveredFirst: z.boolean().default(false),
  }),
  /** Answers a question and keeps the trace. */
  reason: z.strictObject({
    question: z.string().trim().min(1).max(4_000),
    mode: z.enum(['direct', 'thinking', 'recursive']).default('recursive'),
    rounds: count.max(8).default(2),
  }),
  /** Makes the pairs of tasks that have none; of all such tasks where none are named. */
  pairs: z.strictObject({ rounds: count.max(8).default(2), taskIds: z.array(z.string()).min(1).optional() }),
} as const

export type JobKind = keyof typeof jobInputs
export type JobInput<K extends JobKind = JobKind> = z.infer<(typeof jobInputs)[K]>
export const jobKinds = Object.keys(jobInputs) as readonly JobKind[]
