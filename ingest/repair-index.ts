import type { GraphStore } from '#graph/graph-store.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import { verifyStores } from '#graph/verify-stores.ts'
import type { Embedder } from '#models/embedder.ts'
import { addStatements, readStatements } from './add-statements.ts'
import { embedChunks } from './embed-chunks.ts'

/** Chunks read and embedded at a time. */
const chunksPerStep = 256

export interface RepairSummary {
  /** Passages that had no vector and have one now. */
  readonly embedded: number
  /** Vectors of nothing, removed. */
  readonly removed: number
}

/**
 * Mends the index from the graph, never the other way round: passages without a vector are embedded, vectors without a
 * passage removed. Killed in between, the next run goes on. Errors: those of the parts, `cancelled`.
 */
export async function repairIndex(
  stores: { readonly graph: GraphStore; readonly vectors: VectorStore; readonly embedder: Embedder },
  options: { signal?: AbortSignal; onProgress?: (done: number, total: number) => void } = {},
): Promise<RepairSummary> {
  const { graph, vectors } = stores
  const { problems } = await verifyStores(stores)
  const missing = problems.filter(({ kind }) => kind === 'missing-vector').map(({ id }) => id)
  const orphans = problems.filter(({ kind }) => kind === 'orphan-vector').map(({ id }) => id)
  await vectors.delete(orphans)
  for (let at = 0; at < missing.length; at += chunksPerStep) {
    const chunks = [...(await graph.getChunks(missing.slice(at, at + chunksPerStep))).values()]
    const onProgress = (done: number): void => options.onProgress?.(at + done, missing.length)
    const rows = await embedChunks(chunks, stores, { ...options, areNew: true, onProgress })
    const ids = chunks.map(({ id }) => id)
    await vectors.upsert(await addStatements(chunks, rows, await readStatements(ids, graph), stores, options))
  }
  await vectors.optimize()
  return { embedded: missing.length, removed: orphans.length }
}
