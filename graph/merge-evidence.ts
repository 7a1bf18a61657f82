import type { Merge, MergeEvidence } from '#core/knowledge.ts'
import { splitSentences } from '#core/split-sentences.ts'

/** A place in a chunk. Offsets are into the document's text, as is `chunkStart`. */
export interface PlaceInChunk {
  readonly documentId: string
  readonly chunkId: string
  readonly chunkStart: number
  readonly chunkText: string
  readonly start: number
  readonly end: number
}

/** The place with the sentence it stands in, as far as its chunk holds it. */
export function mergeEvidence({ chunkStart, chunkText, ...place }: PlaceInChunk): MergeEvidence {
  const at = place.start - chunkStart
  const span = splitSentences(chunkText).find(({ start, end }) => start <= at && at < end)
  const sentence = span === undefined ? chunkText : chunkText.slice(span.start, span.end)
  const { documentId, chunkId, start, end } = place
  return { documentId, chunkId, start, end, sentence: sentence.trim() }
}

/** In the order in which merges are listed. */
export function byMergedName(a: Merge, b: Merge): number {
  if (a.from.name !== b.from.name) return a.from.name < b.from.name ? -1 : 1
  return a.id < b.id ? -1 : 1
}

/** What is kept of a merge that was undone. */
export function toUndone({ id, from, into, reason }: Merge): Merge {
  return { id, from, into, reason, isUndone: true }
}
