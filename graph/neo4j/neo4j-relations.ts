import type { Entity, Quantity, Relation, RelationType } from '#core/knowledge.ts'
import type { EvidenceInDocument, GraphStore, Neighbour } from '#graph/graph-store.ts'
import { inReadingOrder, statedRelations } from '#graph/in-reading-order.ts'
import { entityMap, follow } from './neo4j-entities.ts'
import { anyRelation, relationTypes } from './neo4j-labels.ts'
import { whole, type Neo4jRunner } from './neo4j-runner.ts'

type RelationReads = Pick<GraphStore, 'neighbours' | 'relationsOfChunks' | 'quantitiesOfChunks'>

/** A relation as a map of Cypher. */
export const relationMap =
  '{id: r.id, subjectId: startNode(r).id, objectId: endNode(r).id, type: type(r), predicate: r.predicate}'

/** A relation between what its ends are merged into, `s` and `o`. */
export const joinedRelationMap = '{id: r.id, subjectId: s.id, objectId: o.id, type: type(r), predicate: r.predicate}'

/** A quantity as a map of Cypher; `e` is its material, if any. */
export const quantityMap = `{id: q.id, chunkId: c.id, start: q.start, end: q.end, text: q.text, minimum: q.minimum,
  maximum: q.maximum, unit: q.unit, property: q.property, materialId: e.id, condition: q.condition,
  si: CASE WHEN q.si_unit IS NULL THEN null
    ELSE {minimum: q.si_minimum, maximum: q.si_maximum, unit: q.si_unit} END}`

/** Evidence as a map of Cypher, with the document and page of its chunk. */
export const evidenceMap = `{id: v.id, relationId: v.relation_id, chunkId: c.id, start: v.start, end: v.end,
  sentence: v.sentence, documentId: c.document_id, page: c.page}`

interface RelationRow {
  readonly relation: Relation
  readonly subject: Entity
  readonly object: Entity
}

/** Reading relations, evidence and quantities from Neo4j. */
export function createNeo4jRelationReads({ read }: Neo4jRunner): RelationReads {
  return {
    neighbours: async (id, { limit, evidenceLimit = 3 }) => {
      const edges = await read<Omit<Neighbour, 'evidence'>>(
        `CALL () {
           MATCH (a:Entity {id: $id})<-[:SAME_AS*0..1]-(:Entity)-[r:${anyRelation}]->(f:Entity)
           WHERE NOT (a)-[:SAME_AS]->() ${follow('f', 'o')} RETURN r, o, 'out' AS direction
           UNION ALL
           MATCH (a:Entity {id: $id})<-[:SAME_AS*0..1]-(:Entity)<-[r:${anyRelation}]-(f:Entity)
           WHERE NOT (a)-[:SAME_AS]->() ${follow('f', 'o')} RETURN r, o, 'in' AS direction
         }
         WITH r, o, direction WHERE o.id <> $id
         RETURN ${entityMap('o')} AS entity, direction, {id: r.id, type: type(r), predicate: r.predicate,
           subjectId: CASE direction WHEN 'out' THEN $id ELSE o.id END,
           objectId: CASE direction WHEN 'out' THEN o.id ELSE $id END} AS relation
         ORDER BY r.evidence_count DESC, r.id LIMIT $limit`,
        { id, limit: whole(limit) },
      )
      const rows = await read<{ id: string; evidence: EvidenceInDocument[] }>(
        `UNWIND $ids AS id
         CALL (id) {
           MATCH (v:Evidence {relation_id: id})<-[:STATES]-(c:Chunk)
           WITH v, c ORDER BY c.document_id, v.start, v.id LIMIT $limit RETURN collect(${evidenceMap}) AS evidence
         }
         RETURN id, evidence`,
        { ids: edges.map(({ relation }) => relation.id), limit: whole(evidenceLimit) },
      )
      const evidence = new Map(rows.map((row) => [row.id, row.evidence]))
      return edges.map((edge) => ({ ...edge, evidence: evidence.get(edge.relation.id) ?? [] }))
    },
    relationsOfChunks: async (chunkIds) => {
      const stated = await read<{ evidence: EvidenceInDocument; type: RelationType }>(
        `MATCH (c:Chunk)-[:STATES]->(v:Evidence) WHERE c.id IN $chunkIds
         RETURN ${evidenceMap} AS evidence, v.relation_type AS type`,
        { chunkIds },
      )
      const found = new Map<string, RelationRow>()
      for (const type of relationTypes) {
        const ids = stated.filter((row) => row.type === type).map(({ evidence }) => evidence.relationId)
        if (ids.length === 0) continue
        const rows = await read<RelationRow>(
          `MATCH (f:Entity)-[r:${type}]->(g:Entity) WHERE r.id IN $ids ${follow('f', 's')} ${follow('g', 'o')}
           RETURN ${joinedRelationMap} AS relation,
             ${entityMap('s')} AS subject, ${entityMap('o')} AS object`,
          { ids: [...new Set(ids)] },
        )
        for (const row of rows) found.set(row.relation.id, row)
      }
      const rows = stated.flatMap(({ evidence }) => {
        const row = found.get(evidence.relationId)
        // `alumina is Al2O3` says nothing once both are one.
        return row === undefined || row.subject.id === row.object.id ? [] : [{ evidence, ...row }]
      })
      return statedRelations(rows, chunkIds)
    },
    quantitiesOfChunks: async (chunkIds) => {
      const rows = await read<{ quantity: Quantity }>(
        `MATCH (c:Chunk)-[:HAS_QUANTITY]->(q:Quantity) WHERE c.id IN $chunkIds
         OPTIONAL MATCH (q)-[:OF]->(f:Entity) ${follow('f', 'e')} RETURN ${quantityMap} AS quantity`,
        { chunkIds },
      )
      return inReadingOrder(
        rows.map(({ quantity }) => quantity),
        chunkIds,
      )
    },
  }
}
