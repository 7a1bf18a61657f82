import { z } from 'zod'
import type { Merge } from '#core/knowledge.ts'
import { entitySchema } from './graph-views.ts'

export const mergesReplySchema = z.object({
  merges: z.array(
    z.object({
      id: z.string(),
      from: entitySchema,
      into: entitySchema,
      reason: z.string(),
      is_undone: z.boolean(),
      evidence: z
        .object({
          document_id: z.string(),
          chunk_id: z.string(),
          start: z.number().int(),
          end: z.number().int(),
          sentence: z.string(),
        })
        .nullable(),
    }),
  ),
})

/** `nacre graph merges ls` in the shape that the CLI and the API promise. */
export function toMergesReply(merges: readonly Merge[]): z.input<typeof mergesReplySchema> {
  return {
    merges: merges.map(({ id, from, into, reason, evidence, isUndone }) => ({
      id,
      from: { id: from.id, name: from.name, type: from.type },
      into: { id: into.id, name: into.name, type: into.type },
      reason,
      is_undone: isUndone,
      evidence:
        evidence === undefined
          ? null
          : {
              document_id: evidence.documentId,
              chunk_id: evidence.chunkId,
              start: evidence.start,
              end: evidence.end,
              sentence: evidence.sentence,
            },
    })),
  }
}
