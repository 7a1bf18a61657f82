import type { SearchHit } from '#core/search.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { findAskedEntities, type AskedEntity } from './find-asked-entities.ts'
import { searchChunks, type SearchStores } from './search-chunks.ts'

/** Passages found by meaning and words, among whose entities those that the query names are looked for. */
const startPassages = 50

/** Where a search over the graph begins: the passages near the query, and the heaviest entities that it names. */
export async function findStart(
  query: string,
  { mostEntities, signal }: { readonly mostEntities: number; readonly signal: AbortSignal | undefined },
  stores: SearchStores & { readonly graph: GraphStore },
): Promise<{ readonly near: readonly SearchHit[]; readonly entities: readonly AskedEntity[] }> {
  const near = await searchChunks(query, { mode: 'hybrid', limit: startPassages, signal }, stores)
  const chunkIds = near.map(({ chunkId }) => chunkId)
  return { near, entities: (await findAskedEntities(query, chunkIds, stores.graph)).slice(0, mostEntities) }
}
