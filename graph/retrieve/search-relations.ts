import type { HitReason, SearchHit } from '#core/search.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { findStart } from './find-start.ts'
import { hydrateHits } from './hydrate-hits.ts'
import type { SearchStores } from './search-chunks.ts'

const mostEntities = 8
const edgesPerEntity = 50

/** Passages that state a relation of something the query names, those with the heaviest relations first. */
export async function searchRelations(
  query: string,
  { limit, signal }: { limit: number; signal?: AbortSignal | undefined },
  stores: SearchStores & { readonly graph: GraphStore },
): Promise<readonly SearchHit[]> {
  const { near, entities } = await findStart(query, { mostEntities, signal }, stores)
  const scores = new Map<string, number>()
  const reasons = new Map<string, HitReason[]>()
  for (const { entity, weight } of entities) {
    for (const edge of await stores.graph.neighbours(entity.id, { limit: edgesPerEntity })) {
      const [subject, object] = edge.direction === 'out' ? [entity, edge.entity] : [edge.entity, entity]
      for (const { chunkId } of edge.evidence) {
        scores.set(chunkId, (scores.get(chunkId) ?? 0) + weight)
        const path = [subject.name, edge.relation.predicate, object.name]
        reasons.set(chunkId, [...(reasons.get(chunkId) ?? []), { kind: 'graph', score: weight, path }])
      }
    }
  }
  const nearness = new Map(near.map(({ chunkId, score }) => [chunkId, score]))
  const ranked = Array.from(scores, ([id, score]) => ({ id, score })).sort(
    (a, b) => b.score - a.score || (nearness.get(b.id) ?? 0) - (nearness.get(a.id) ?? 0) || (a.id < b.id ? -1 : 1),
  )
  return (await hydrateHits(ranked.slice(0, limit * 2), reasons, stores.graph)).slice(0, limit)
}
