import { z } from 'zod'

const intervalSchema = z.object({ mean: z.number(), low: z.number(), high: z.number() })

export const evaluationsReplySchema = z.object({
  evaluations: z.array(
    z.object({
      /** `base`, or the id of a version. */
      policy: z.string(),
      profile: z.string(),
      /** Tasks from documents that no pair was made from. */
      tasks: z.number().int(),
      score: z.number(),
      /** Means over the tasks with 95 % intervals. */
      measures: z.record(z.string(), intervalSchema),
    }),
  ),
})

/** Measurements of the policy in the shape that the API promises. */
export function toEvaluationsReply(
  evaluations: readonly {
    readonly policy: string
    readonly profile: string
    readonly score: number
    readonly summary: {
      readonly tasks: number
      readonly measures: Readonly<
        Record<string, { readonly mean: number; readonly low: number; readonly high: number }>
      >
    }
  }[],
): z.input<typeof evaluationsReplySchema> {
  return {
    evaluations: evaluations.map(({ policy, profile, score, summary: { tasks, measures } }) => {
      const intervals = Object.entries(measures).map(([name, { mean, low, high }]) => [name, { mean, low, high }])
      return { policy, profile, tasks, score, measures: Object.fromEntries(intervals) }
    }),
  }
}
