import { setImmediate } from 'node:timers/promises'
import type { Chunk } from '#core/chunk.ts'
import type { Document } from '#core/document.ts'
import { throwIfCancelled } from '#core/errors.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import type { Embedder } from '#models/embedder.ts'
import { embedChunks } from './embed-chunks.ts'
import type { ExtractKnowledge } from './extract-knowledge.ts'
import { chunksOf } from './split.ts'

export interface IngestDependencies {
  readonly graph: GraphStore
  readonly vectors: VectorStore
  readonly embedder: Embedder
  readonly extract: ExtractKnowledge
}

/** Chunks between two turns of the event loop. */
const chunksPerTurn = 16

/**
 * Splits a document, embeds its chunks while their knowledge is extracted, and makes it visible: vectors first, then ONE
 * transaction of the graph. Killed at any point, it can be done again and gives the same. Where it fails, the vectors of
 * a document that is not there are taken back.
 */
export async function addDocument(
  document: Document,
  { graph, vectors, embedder, extract }: IngestDependencies,
  options: {
    signal?: AbortSignal
    onProgress?: (chunksDone: number, chunks: number) => void
    /** See `EmbedOptions`. */
    areNew?: boolean
  } = {},
): Promise<{ readonly result: 'created' | 'unchanged'; readonly chunks: number }> {
  const chunks = await splitInTurns(document, embedder, options.signal)
  options.onProgress?.(0, chunks.length)
  const stop = new AbortController()
  const signal = AbortSignal.any([stop.signal, ...(options.signal === undefined ? [] : [options.signal])])
  const embedded = embedChunks(
    chunks,
    { embedder, vectors },
    {
      signal,
      areNew: options.areNew === true,
      onProgress: (done) => options.onProgress?.(done, chunks.length),
    },
  )
  const extracted = extract(document, chunks, { signal })
  try {
    const [knowledge] = await Promise.all([extracted, embedded])
    throwIfCancelled(options.signal)
    return { result: await graph.putDocument({ document, chunks, knowledge }), chunks: chunks.length }
  } catch (error) {
    stop.abort(error)
    await Promise.allSettled([embedded, extracted])
    if (options.signal?.aborted !== true) await vectors.delete(chunks.map(({ id }) => id)).catch(() => undefined)
    throw error
  }
}

/** A long document takes seconds to split: other work gets its turn in between. */
async function splitInTurns(document: Document, embedder: Embedder, signal?: AbortSignal): Promise<Chunk[]> {
  const chunks: Chunk[] = []
  for (const chunk of chunksOf(document, embedder, 'retrieval')) {
    chunks.push(chunk)
    if (chunks.length % chunksPerTurn === 0) {
      await setImmediate()
      throwIfCancelled(signal)
    }
  }
  return chunks
}
