import type { Chunk } from '#core/chunk.ts'
import type { ContextRelation } from '#core/task.ts'
import type { Entity, Relation } from '#core/knowledge.ts'
import type { EvidenceInDocument, GraphStore } from '#graph/graph-store.ts'
import type { WeighedEntity } from './weigh-entities.ts'

/** Edges looked at for each entity. */
const edgesPerEntity = 6

/**
 * The relations that a chunk states itself, as a reader meets them, then those that its rarest entities have elsewhere,
 * taking turns among the entities; each once, with one sentence.
 */
export async function relationsAround(
  chunk: Chunk,
  entities: readonly WeighedEntity[],
  { graph, limit }: { graph: GraphStore; limit: number },
): Promise<readonly ContextRelation[]> {
  const found = new Map<string, ContextRelation>()
  for (const { relation, subject, object, evidence } of await graph.relationsOfChunks([chunk.id])) {
    add(found, relation, subject, object, evidence[0])
  }
  if (found.size < limit) {
    const edges = await Promise.all(
      entities.map(async ({ entity }) => ({
        entity,
        neighbours: await graph.neighbours(entity.id, { limit: edgesPerEntity, evidenceLimit: 1 }),
      })),
    )
    for (let turn = 0; turn < edgesPerEntity; turn += 1) {
      for (const { entity, neighbours } of edges) {
        const edge = neighbours[turn]
        if (edge === undefined) continue
        const [subject, object] = edge.direction === 'out' ? [entity, edge.entity] : [edge.entity, entity]
        add(found, edge.relation, subject, object, edge.evidence[0])
      }
    }
  }
  return [...found.values()].slice(0, limit)
}

function add(
  found: Map<string, ContextRelation>,
  relation: Relation,
  subject: Entity,
  object: Entity,
  evidence: EvidenceInDocument | undefined,
): void {
  if (evidence === undefined || found.has(relation.id)) return
  const { chunkId, documentId, page, start, end, sentence } = evidence
  const place = page === undefined ? { chunkId, documentId } : { chunkId, documentId, page }
  found.set(relation.id, {
    subject: subject.name,
    type: relation.type,
    predicate: relation.predicate,
    object: object.name,
    evidence: { ...place, start, end, text: sentence },
  })
}
