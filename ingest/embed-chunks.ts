import type { Chunk } from '#core/chunk.ts'
import type { VectorRow, VectorStore } from '#graph/vector-store.ts'
import type { Embedder } from '#models/embedder.ts'

/** Rows in one write; a run that is killed embeds at most these again. */
const rowsPerWrite = 256
/** Texts between two reports of progress. */
const textsPerStep = 16

export interface EmbedOptions {
  readonly signal?: AbortSignal
  /** Told after each step. */
  readonly onProgress?: (chunksDone: number) => void
  /** The vector store holds nothing of these chunks, as the caller knows: it need not be asked. Wrong, it costs only time. */
  readonly areNew?: boolean
}

/**
 * Makes sure that the vector store has every chunk, and embeds only those it has not. Errors: those of the embedder and the store.
 */
export async function embedChunks(
  chunks: readonly Chunk[],
  { embedder, vectors }: { readonly embedder: Embedder; readonly vectors: VectorStore },
  options: EmbedOptions = {},
): Promise<void> {
  for (let start = 0; start < chunks.length; start += rowsPerWrite) {
    const batch = chunks.slice(start, start + rowsPerWrite)
    const there = options.areNew === true ? new Set() : await vectors.has(batch.map(({ id }) => id))
    const missing = batch.filter(({ id }) => !there.has(id))
    let done = start + batch.length - missing.length
    const rows: VectorRow[] = []
    for (let step = 0; step < missing.length; step += textsPerStep) {
      const texts = missing.slice(step, step + textsPerStep)
      const embedded = await embedder.embed(
        texts.map(({ text }) => text),
        options,
      )
      for (const [index, { id, documentId, text }] of texts.entries()) {
        rows.push({ id, documentId, text, vector: embedded[index]! })
      }
      done += texts.length
      options.onProgress?.(done)
    }
    await vectors.upsert(rows)
  }
}
