import { z } from 'zod'
import type { History } from '#src/training-history.ts'

const text = z.string()
const figure = z.number().nullable()

const roundSchema = z.object({
  round: z.number().int(),
  version: text.nullable(),
  parent: text.nullable(),
  method: text,
  profile: text,
  promoted: z.boolean(),
  reason: text,
  pairs: z.number().int().nullable(),
  accuracy: figure,
  margin: figure,
  chosen_logp: figure,
  groundedness: figure,
  format: figure,
  right_sentence: figure,
  repetition: figure,
  ended: figure,
  licenses: z.array(text),
  documents: z.array(text),
  retracted: z.array(text),
})

export const roundsReplySchema = z.object({
  /** The version that answers; null = the base model. */
  serving: text.nullable(),
  rounds: z.array(roundSchema),
  unfinished: z.number().int().nullable(),
})

/** Rounds of training in the shape that the API promises; a figure that was not measured is null. */
export function toRoundsReply({ serving, rounds, unfinished }: History): z.input<typeof roundsReplySchema> {
  return {
    serving,
    unfinished,
    rounds: rounds.map(({ licenses = [], documents = [], retracted, pairs = null, ...round }) => ({
      ...round,
      pairs,
      accuracy: round.accuracy ?? null,
      margin: round.margin ?? null,
      chosen_logp: round.chosen_logp ?? null,
      groundedness: round.groundedness ?? null,
      format: round.format ?? null,
      right_sentence: round.right_sentence ?? null,
      repetition: round.repetition ?? null,
      ended: round.ended ?? null,
      licenses: [...licenses],
      documents: [...documents],
      retracted: [...retracted],
    })),
  }
}
