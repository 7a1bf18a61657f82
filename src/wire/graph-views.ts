import type { Entity } from '#core/knowledge.ts'
import type { GraphStats, Neighbour } from '#graph/graph-store.ts'

/** `nacre graph neighbours` in the shape that the CLI promises. */
export function toNeighboursReply(entity: Entity, neighbours: readonly Neighbour[]) {
  return {
    entity: toWireEntity(entity),
    neighbours: neighbours.map((neighbour) => ({
      ...toWireEntity(neighbour.entity),
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
