import type { HitReason, SearchHit } from '#core/search.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { findPaths } from './find-paths.ts'
import { findStart } from './find-start.ts'
import type { GraphSnapshot } from './graph-snapshot.ts'
import { hydrateHits } from './hydrate-hits.ts'
import type { SearchStores } from './search-chunks.ts'

/** The things named in a query between which paths are looked for, and paths between two of them. */
const mostEntities = 4
const pathsPerPair = 3

/** Passages that state the relations on the shortest paths between the things a query names, those of the cheapest paths first. */
export async function searchPaths(
  query: string,
  { limit, signal }: { limit: number; signal?: AbortSignal | undefined },
  {
    snapshot,
    ...stores
  }: SearchStores & { readonly graph: GraphStore; readonly snapshot: () => Promise<GraphSnapshot> },
): Promise<readonly SearchHit[]> {
  const { entities } = await findStart(query, { mostEntities, signal }, stores)
  const graph = await snapshot()
  const paths = entities
    .flatMap(({ entity: a }, at) =>
      entities.slice(at + 1).flatMap(({ entity: b }) => findPaths(graph, a.id, b.id, pathsPerPair)),
    )
    .sort((a, b) => a.cost - b.cost || (a.nodes.join() < b.nodes.join() ? -1 : 1))
  const [names, relations] = await Promise.all([
    stores.graph.getEntities([...new Set(paths.flatMap(({ nodes }) => nodes))]),
    stores.graph.getRelations([...new Set(paths.flatMap((path) => path.relations.flat()))], { evidenceLimit: 1 }),
  ])
  const scores = new Map<string, number>()
  const reasons = new Map<string, HitReason[]>()
  for (const path of paths) {
    const score = 1 / (1 + path.cost)
    const shown = path.nodes.flatMap((id) => names.get(id)?.name ?? [])
    for (const [best] of path.relations) {
      const chunkId = best === undefined ? undefined : relations.get(best)?.evidence[0]?.chunkId
      if (chunkId === undefined || scores.has(chunkId)) continue
      scores.set(chunkId, score)
      reasons.set(chunkId, [{ kind: 'graph', score, path: shown }])
    }
  }
  const ranked = Array.from(scores, ([id, score]) => ({ id, score }))
  return (await hydrateHits(ranked, reasons, stores.graph)).slice(0, limit)
}
