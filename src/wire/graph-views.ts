import type { Entity } from '#core/knowledge.ts'
import type { Community } from '#graph/find-communities.ts'
import type { GraphStats } from '#graph/graph-store.ts'
import type { WalkedNeighbour } from '#graph/walk-neighbours.ts'

/** `nacre graph neighbours` in the shape that the CLI promises. */
export function toNeighboursReply(entity: Entity, neighbours: readonly WalkedNeighbour[]) {
  return {
    entity: toWireEntity(entity),
    neighbours: neighbours.map((neighbour) => ({
      ...toWireEntity(neighbour.entity),
      depth: neighbour.depth,
      from: toWireEntity(neighbour.from),
      relation: neighbour.relation.type,
      predicate: neighbour.relation.predicate,
      direction: neighbour.direction,
      evidence: neighbour.evidence.map((evidence) => ({
        chunk_id: evidence.chunkId,
        document_id: evidence.documentId,
        page: evidence.page ?? null,
        start: evidence.start,
        end: evidence.end,
        sentence: evidence.sentence,
      })),
    })),
  }
}

function toWireEntity({ id, name, type }: Entity) {
  return { id, name, type }
}

/** `nacre graph stats` in the shape that the CLI promises. */
export function toStatsReply(stats: GraphStats) {
  const { entitiesByType, relationsByType, ...counts } = stats
  return { ...counts, entities_by_type: entitiesByType, relations_by_type: relationsByType }
}

/** `nacre graph communities` in the shape that the CLI promises. */
export function toCommunitiesReply(
  found: { readonly communities: readonly Community[]; readonly modularity: number; readonly alone: number },
  shown: { readonly limit: number; readonly members: number },
) {
  return {
    communities: found.communities.slice(0, shown.limit).map(({ name, members }) => ({
      name,
      size: members.length,
      members: members.slice(0, shown.members).map(({ id, name, type, mentions }) => ({ id, name, type, mentions })),
    })),
    total: found.communities.length,
    modularity: found.modularity,
    alone: found.alone,
  }
}
