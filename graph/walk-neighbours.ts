import type { Entity, EntityType, RelationType } from '#core/knowledge.ts'
import type { GraphStore, Neighbour } from './graph-store.ts'

/** An edge that was walked: from a thing that is `depth - 1` steps away to one that is `depth` steps away. */
export interface WalkedNeighbour extends Neighbour {
  /** 1 is beside the start. */
  readonly depth: number
  readonly from: Entity
}

/** Edges looked at for one thing; hubs have thousands. */
const edgesPerEntity = 200

/**
 * What stands at most `depth` steps from a thing, nearest first: each thing once, by the first edge that leads to it
 * (breadth first, edges as `GraphStore.neighbours` orders them); beside the start every edge is told. Only relations of
 * `relationTypes` are walked; only things of `entityTypes` are told, but the way may lead through others.
 */
export async function walkNeighbours(
  start: Entity,
  options: {
    depth: number
    limit: number
    relationTypes?: ReadonlySet<RelationType>
    entityTypes?: ReadonlySet<EntityType>
  },
  store: Pick<GraphStore, 'neighbours'>,
): Promise<WalkedNeighbour[]> {
  const { depth: deepest, limit, relationTypes, entityTypes } = options
  const found: WalkedNeighbour[] = []
  const seen = new Set([start.id])
  let edge: Entity[] = [start]
  for (let depth = 1; depth <= deepest && edge.length > 0; depth += 1) {
    const next: Entity[] = []
    for (const from of edge) {
      const neighbours = await store.neighbours(from.id, { limit: Math.max(limit, edgesPerEntity), evidenceLimit: 3 })
      for (const neighbour of neighbours) {
        const { entity, relation } = neighbour
        const isNew = !seen.has(entity.id)
        if (!(relationTypes?.has(relation.type) ?? true) || (!isNew && depth > 1)) continue
        if (isNew) next.push(entity)
        seen.add(entity.id)
        if (entityTypes?.has(entity.type) ?? true) found.push({ ...neighbour, depth, from })
        if (found.length === limit) return found
      }
    }
    edge = next
  }
  return found
}
