import { setImmediate } from 'node:timers/promises'
import type { Chunk } from '#core/chunk.ts'
import type { Document } from '#core/document.ts'
import { throwIfCancelled } from '#core/errors.ts'
import type { DocumentKnowledge } from '#core/knowledge.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { VectorRow, VectorStore } from '#graph/vector-store.ts'
import type { Embedder } from '#models/embedder.ts'
import { addStatements, statementsOf } from './add-statements.ts'
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

/** A document with all it tells, and the vectors that are left to be written before it becomes visible. */
export interface PreparedDocument extends DocumentKnowledge {
  readonly rows: readonly VectorRow[]
  /** Documents that go in the transaction that makes this one visible. */
  readonly replaces?: readonly string[]
}

/**
 * Splits a document, embeds its chunks while their knowledge is extracted, and then what they state. Nothing becomes visible. Where it fails,
 * vectors that a long document has written already are taken back. Errors: those of the parts, `cancelled`.
 */
export async function prepareDocument(
  document: Document,
  { vectors, embedder, extract }: Omit<IngestDependencies, 'graph'>,
  options: {
    signal?: AbortSignal
    onProgress?: (chunksDone: number, chunks: number) => void
    /** See `embedChunks`. */
    areNew?: boolean
  } = {},
): Promise<PreparedDocument> {
  const chunks = await splitInTurns(document, embedder, options.signal)
  options.onProgress?.(0, chunks.length)
  const stop = new AbortController()
  const signal = AbortSignal.any([stop.signal, ...(options.signal === undefined ? [] : [options.signal])])
  const onProgress = (done: number): void => options.onProgress?.(done, chunks.length)
  const embedded = embedChunks(chunks, { embedder, vectors }, { signal, onProgress, areNew: options.areNew === true })
  const extracted = extract(document, chunks, { signal })
  try {
    const [plain, knowledge] = await Promise.all([embedded, extracted])
    const rows = await addStatements(chunks, plain, statementsOf(knowledge), { embedder, vectors }, { signal })
    throwIfCancelled(options.signal)
    return { document, chunks, knowledge, rows }
  } catch (error) {
    stop.abort(error)
    await Promise.allSettled([embedded, extracted])
    // A run that was cancelled goes on with them next time.
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
