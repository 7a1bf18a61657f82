import { z } from 'zod'

/**
 * What is to be trained, and how. Together with the base model and the data it decides the result: the same job gives
 * the same adapter, number for number, on the same kind of machine with the same number of threads.
 */
export const trainingJob = z.object({
  objective: z.discriminatedUnion('method', [
    z.object({ method: z.literal('sft') }),
    z.object({ method: z.literal('orpo'), beta: z.number().positive() }),
    z.object({
      method: z.literal('dpo'),
      beta: z.number().positive(),
      epsilon: z.number().min(0).lt(0.5),
      sftWeight: z.number().min(0),
    }),
    z.object({
      method: z.literal('exo_pair'),
      beta: z.number().positive(),
      epsilon: z.number().gt(0).lt(0.5),
      sftWeight: z.number().min(0),
    }),
  ]),
  mask: z.object({
    where: z.enum(['none', 'likelihood', 'preference', 'both']),
    share: z.number().min(0).max(1),
    weight: z.number().min(0).max(1),
    isEndMarkerCounted: z.boolean(),
    unclosed: z.enum(['drop', 'count-all']),
  }),
  /** The preference counts this many tokens from where chosen and rejected part; all of both where absent. */
  preferenceTokens: z.number().int().positive().optional(),
  likelihoodScope: z.enum(['reply', 'prompt-and-reply']),
  lora: z.object({ rank: z.number().int().positive(), alpha: z.number().positive() }),
  optimiser: z.object({
    rate: z.object({
      peak: z.number().positive(),
      schedule: z.enum(['constant', 'linear', 'cosine']),
      warmUpSteps: z.number().int().min(0),
    }),
    weightDecay: z.number().min(0),
    /** Gradients longer than this are shortened to it. */
    clip: z.number().positive(),
    /** Pairs of one step. */
    batchPairs: z.number().int().positive(),
    steps: z.number().int().positive(),
  }),
  limits: z.object({
    maxTokens: z.number().int().positive(),
    overlong: z.enum(['drop', 'error']),
    /** Training stops after this time, with what was done kept. */
    maxSeconds: z.number().positive().optional(),
  }),
  seed: z.number().int().min(0),
  threads: z.number().int().positive(),
})

export type TrainingJob = Readonly<z.infer<typeof trainingJob>>
