import type { Chunk } from '#core/chunk.ts'
import { splitSentences } from '#core/split-sentences.ts'
import type { VectorRow, VectorStore } from '#graph/vector-store.ts'
import type { Embedder } from '#models/embedder.ts'

/** Rows that a long document writes at once while it is embedded: a run that is killed embeds at most these again. */
const rowsPerWrite = 256
/** Texts between two reports of progress. */
const textsPerStep = 16

/**
 * Embeds the chunks that the vector store has not. Gives back the rows that are left to be written; those of long
 * documents are written on the way. Errors: those of the embedder and the store.
 */
export async function embedChunks(
  chunks: readonly Chunk[],
  { embedder, vectors }: { readonly embedder: Embedder; readonly vectors: VectorStore },
  options: {
    signal?: AbortSignal
    /** Told after each step. */
    onProgress?: (chunksDone: number) => void
    /** The store holds nothing of these chunks, as the caller knows: it need not be asked. Wrong, it costs only time. */
    areNew?: boolean
  } = {},
): Promise<readonly VectorRow[]> {
  const there = options.areNew === true ? new Set() : await vectors.has(chunks.map(({ id }) => id))
  const missing = chunks.filter(({ id }) => !there.has(id))
  let rows: VectorRow[] = []
  for (let start = 0; start < missing.length; start += textsPerStep) {
    const step = missing.slice(start, start + textsPerStep)
    const embedded = await embedder.embedParts(
      step.map(({ text }) => ({ text, parts: splitSentences(text) })),
      options,
    )
    for (const [index, { id, documentId, text }] of step.entries()) {
      const { vector, parts } = embedded[index]!
      rows.push({ id, documentId, text, vector, sentences: parts })
    }
    if (rows.length >= rowsPerWrite) {
      await vectors.upsert(rows)
      rows = []
    }
    options.onProgress?.(chunks.length - missing.length + start + step.length)
  }
  return rows
}
