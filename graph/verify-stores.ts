import type { GraphStore } from './graph-store.ts'
import type { VectorStore } from './vector-store.ts'

export interface StoreProblem {
  /** `missing-vector`: a passage that no search by meaning or words can find. `orphan-vector`: a row of nothing. */
  readonly kind: 'missing-vector' | 'orphan-vector'
  readonly id: string
  readonly message: string
}

export interface StoreReport {
  readonly ok: boolean
  readonly counts: { readonly chunks: number; readonly vectors: number }
  readonly problems: readonly StoreProblem[]
}

/**
 * Compares the index with the record, chunk by chunk. Orphans are harmless, since hits are read from the record, but they
 * say that a run was interrupted; the same ingest run again completes them.
 */
export async function verifyStores(stores: {
  readonly graph: Pick<GraphStore, 'chunkIds'>
  readonly vectors: Pick<VectorStore, 'ids'>
}): Promise<StoreReport> {
  const [chunkIds, vectorIds] = await Promise.all([stores.graph.chunkIds(), stores.vectors.ids()])
  const known = new Set(chunkIds)
  const indexed = new Set(vectorIds)
  const problems: StoreProblem[] = [
    ...chunkIds
      .filter((id) => !indexed.has(id))
      .map((id) => ({ kind: 'missing-vector' as const, id, message: `The passage ${id} has no vector.` })),
    ...vectorIds
      .filter((id) => !known.has(id))
      .map((id) => ({
        kind: 'orphan-vector' as const,
        id,
        message: `The vector ${id} belongs to no document that is ready.`,
      })),
  ]
  return { ok: problems.length === 0, counts: { chunks: chunkIds.length, vectors: vectorIds.length }, problems }
}
