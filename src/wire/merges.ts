import type { Merge } from '#core/knowledge.ts'

/** `nacre graph merges ls` in the shape that the CLI promises. */
export function toMergesReply(merges: readonly Merge[]) {
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
