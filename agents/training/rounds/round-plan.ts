import { z } from 'zod'
import { trainingJob, type TrainingJob } from '#agents/training/training-job.ts'
import { noMask, type ThinkingMask } from '#agents/training/data/mask-thinking.ts'

/** Whether the evidence stands in the prompt (the policy learns to think over it) or not (as published). */
export const trainingProfiles = ['open-book', 'closed-book'] as const
export type TrainingProfile = (typeof trainingProfiles)[number]
export const trainingMethods = ['sft', 'orpo', 'dpo', 'exo_pair'] as const
export type TrainingMethod = (typeof trainingMethods)[number]

/** What a round is to do, written before it begins, so that a round that was killed goes on as it was meant. */
export const roundPlan = z.object({
  round: z.number().int().positive(),
  profile: z.enum(trainingProfiles),
  /** Pairs that are wanted; fewer where the graph gives no more. */
  pairs: z.number().int().positive(),
  /** The version it goes on from; null = the base model. */
  parent: z.string().nullable(),
  base: z.string(),
  job: trainingJob,
  seed: z.number().int(),
  startedAt: z.string(),
})

export type RoundPlan = Readonly<z.infer<typeof roundPlan>>

/** How a round ended. */
export const roundOutcome = z.object({
  version: z.string().nullable(),
  isPromoted: z.boolean(),
  reason: z.string(),
  endedAt: z.string(),
})

export type RoundOutcome = Readonly<z.infer<typeof roundOutcome>>

/** The fewest updates that take a small policy through the valley in which it writes worse than before. */
const fewestSteps = 32

/** Tokens around the fork by which a later round prefers one reply to another. */
const preferenceTokens = 4

/**
 * The job of a round, two passes over its pairs. The first teaches form and copying from the base model's own failures,
 * where the likelihood does the work. Later ones prefer the right sentence to the one that the policy chose by itself, but
 * only where the two replies part: a preference over whole replies unlearns copying (docs/decisions/0014).
 */
export function defaultJob(options: {
  readonly method: TrainingMethod
  readonly pairs: number
  readonly seed: number
  readonly threads: number
  /** Where the thinking does not count; everywhere it does if not given. */
  readonly mask?: ThinkingMask['where'] | undefined
}): TrainingJob {
  const { method, pairs, seed, threads, mask = 'none' } = options
  const batchPairs = 4
  const isFirst = method === 'sft' || method === 'orpo'
  const passes = 2
  const objectives = {
    sft: { method: 'sft' },
    orpo: { method: 'orpo', beta: 0.1 },
    dpo: { method: 'dpo', beta: 0.5, epsilon: 0, sftWeight: 1 },
    exo_pair: { method: 'exo_pair', beta: 0.5, epsilon: 0.005, sftWeight: 1 },
  } as const
  return {
    objective: objectives[method],
    // A reply of the policy that never ends its thinking is what teaches it to.
    mask: { ...noMask, where: mask, unclosed: 'count-all' },
    ...(isFirst ? {} : { preferenceTokens }),
    likelihoodScope: 'reply',
    lora: { rank: 32, alpha: 64 },
    optimiser: {
      rate: { peak: isFirst ? 1e-3 : 5e-4, schedule: 'linear', warmUpSteps: 2 },
      weightDecay: 0,
      clip: 1,
      batchPairs,
      steps: Math.max(isFirst ? fewestSteps : 8, Math.ceil((pairs * passes) / batchPairs)),
    },
    limits: { maxTokens: 768, overlong: 'drop' },
    seed,
    threads,
  }
}
