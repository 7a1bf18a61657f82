import type { Chunk } from '#core/chunk.ts'
import { splitSentences } from '#core/split-sentences.ts'
import type { SourceSentence } from '#core/task.ts'
import { examineSentence } from './examine-sentence.ts'

/**
 * The sentences of a chunk that a question can be asked about. Offsets are into the document's text and enclose exactly the
 * printed sentence.
 */
export function findKeySentences(chunk: Chunk): SourceSentence[] {
  return splitSentences(chunk.text)
    .map(({ start, end }) => ({
      chunkId: chunk.id,
      documentId: chunk.documentId,
      ...(chunk.page === undefined ? {} : { page: chunk.page }),
      start: chunk.start + start,
      end: chunk.start + end,
      text: chunk.text.slice(start, end),
    }))
    .filter(({ text }) => examineSentence(text) === undefined)
}
