import type { HitReason, SearchHit } from '#core/search.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { findStart } from './find-start.ts'
import type { GraphSnapshot } from './graph-snapshot.ts'
import { hydrateHits } from './hydrate-hits.ts'
import { personalisedPageRank } from './personalised-page-rank.ts'
import type { SearchStores } from './search-chunks.ts'

export interface WalkStores extends SearchStores {
  readonly graph: GraphStore
  readonly snapshot: () => Promise<GraphSnapshot>
}

/** The heaviest entities where walks begin; with all of them the walk loses its way (R@5 .36 instead of .54 on 100 MuSiQue questions). */
const startEntities = 5
/** Of the best passage where walks begin, beside an entity. */
const passageWeight = 0.05
const longestPath = 5

/**
 * Passages for a query by personalised PageRank over passages, entities and relations, best first: walks begin at the
 * entities that the query names and, weakly, at the passages near it (HippoRAG 2, arXiv 2502.14802, without a model).
 */
export async function searchByWalk(
  query: string,
  { limit, signal }: { limit: number; signal?: AbortSignal | undefined },
  { snapshot, ...stores }: WalkStores,
): Promise<readonly SearchHit[]> {
  const { near, entities } = await findStart(query, { mostEntities: startEntities, signal }, stores)
  const graph = await snapshot()
  const seeds = new Map<number, number>()
  const add = (id: string, weight: number): void => {
    const node = graph.nodeOf(id)
    if (node !== undefined) seeds.set(node, weight)
  }
  const heaviest = entities[0]?.weight ?? 1
  const nearest = near[0]?.score ?? 1
  for (const { entity, weight } of entities) add(entity.id, weight)
  for (const { chunkId, score } of near) add(chunkId, (passageWeight * heaviest * Math.max(0, score)) / nearest)

  const rows = graph.rows()
  const { top, scores } = personalisedPageRank(rows, seeds, { top: limit * 2, among: graph.isPassage })
  const asked = new Set(entities.flatMap(({ entity }) => graph.nodeOf(entity.id) ?? []))
  const paths = top.map(({ node }) => pathFromSeed(node).map((step) => graph.idOf(step)))
  const names = await stores.graph.getEntities([...new Set(paths.flat())])
  const reasons = new Map<string, HitReason[]>()
  for (const [at, { node, score }] of top.entries()) {
    const path = paths[at]!.flatMap((id) => names.get(id)?.name ?? [])
    reasons.set(graph.idOf(node), [{ kind: 'graph', score, path }])
  }
  const scored = top.map(({ node, score }) => ({ id: graph.idOf(node), score }))
  return (await hydrateHits(scored, reasons, stores.graph)).slice(0, limit)

  /** Back from a passage, each time to the neighbour that most visits come from, until something the query names. */
  function pathFromSeed(passage: number): number[] {
    const path = [passage]
    while (path.length <= longestPath && !asked.has(path[0]!)) {
      let best: number | undefined
      let most = 0
      for (let at = rows.offsets[path[0]!]!; at < rows.offsets[path[0]! + 1]!; at++) {
        const from = rows.neighbours[at]!
        const visits = (rows.weights[at]! * scores[from]!) / rows.strengths[from]!
        if (visits > most && !path.includes(from)) [best, most] = [from, visits]
      }
      if (best === undefined) break
      path.unshift(best)
    }
    return path
  }
}
