import type { Entity } from '#core/knowledge.ts'
import type { GraphStore, StatedRelation } from '#graph/graph-store.ts'
import { requireEntity } from '#graph/require-entity.ts'
import { findPaths } from './find-paths.ts'
import type { GraphSnapshot } from './graph-snapshot.ts'

/** A way from one thing to another, told by sentences. */
export interface StatedPath {
  readonly entities: readonly Entity[]
  /** Between each entity and the next: their relations, each with up to three sentences. */
  readonly steps: readonly (readonly StatedRelation[])[]
  readonly cost: number
}

/** What is shown between two things of a path. */
const relationsPerStep = 3

/**
 * The `limit` shortest paths of relations between two things, by their names, each step with its sentences. Throws `not-found`
 * where the graph knows no such thing; no path is an empty list.
 */
export async function statePaths(
  fromName: string,
  toName: string,
  { limit }: { limit: number },
  { graph, snapshot }: { graph: GraphStore; snapshot: () => Promise<GraphSnapshot> },
): Promise<{ readonly from: Entity; readonly to: Entity; readonly paths: readonly StatedPath[] }> {
  const [from, to] = await Promise.all([requireEntity(fromName, graph), requireEntity(toName, graph)])
  const found = findPaths(await snapshot(), from.id, to.id, limit)
  const shown = found.map((path) => path.relations.map((ids) => ids.slice(0, relationsPerStep)))
  const [entities, relations] = await Promise.all([
    graph.getEntities([...new Set(found.flatMap(({ nodes }) => nodes))]),
    graph.getRelations([...new Set(shown.flat(2))]),
  ])
  const paths = found.map(({ nodes, cost }, at) => ({
    entities: nodes.flatMap((id) => entities.get(id) ?? []),
    steps: shown[at]!.map((ids) => ids.flatMap((id) => relations.get(id) ?? [])),
    cost,
  }))
  return { from, to, paths }
}
