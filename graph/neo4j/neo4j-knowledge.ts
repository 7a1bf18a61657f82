import type { Chunk } from '#core/chunk.ts'
import type { Entity, Evidence, Mention, Quantity, Relation, RelationType } from '#core/knowledge.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { chunkMap, documentMap, toDocument, type DocumentRow } from './neo4j-documents.ts'
import { entityMap } from './neo4j-entities.ts'
import { relationTypes } from './neo4j-labels.ts'
import { quantityMap, relationMap } from './neo4j-relations.ts'
import type { Neo4jRunner } from './neo4j-runner.ts'
import { unflattenKnowledge } from '#graph/unflatten-knowledge.ts'

/** Reading all that one document tells from Neo4j. */
export function createNeo4jKnowledgeReads({ read }: Neo4jRunner): Pick<GraphStore, 'getKnowledge'> {
  return {
    getKnowledge: async (id) => {
      const all = async <T>(query: string, parameters: object = {}): Promise<T[]> =>
        (await read<{ item: T }>(query, { id, ...parameters })).map(({ item }) => item)
      const [document] = await all<DocumentRow>(
        `MATCH (d:Document {id: $id})-[:HAS_TEXT]->(t:DocumentText) RETURN ${documentMap} AS item`,
      )
      if (document === undefined) return undefined
      const chunks = await all<Chunk>(
        `MATCH (c:Chunk {document_id: $id}) RETURN ${chunkMap} AS item ORDER BY c.position`,
      )
      const mentions = await all<Mention>(
        `MATCH (c:Chunk {document_id: $id})-[m:MENTIONS]->(e:Entity) UNWIND range(0, size(m.ids) - 1) AS at
         RETURN {id: m.ids[at], entityId: e.id, chunkId: c.id, start: m.starts[at], end: m.ends[at], text: m.texts[at]} AS item
         ORDER BY item.id`,
      )
      const stated = await all<{ evidence: Evidence; type: RelationType }>(
        `MATCH (c:Chunk {document_id: $id})-[:STATES]->(v:Evidence)
         WITH v, {id: v.id, relationId: v.relation_id, chunkId: c.id, start: v.start, end: v.end, sentence: v.sentence} AS evidence
         RETURN {evidence: evidence, type: v.relation_type} AS item ORDER BY v.id`,
      )
      const quantities = await all<Quantity>(
        `MATCH (c:Chunk {document_id: $id})-[:HAS_QUANTITY]->(q:Quantity) OPTIONAL MATCH (q)-[:OF]->(e:Entity)
         RETURN ${quantityMap} AS item ORDER BY q.id`,
      )
      const relations: Relation[] = []
      for (const type of relationTypes) {
        const ids = [...new Set(stated.filter((item) => item.type === type).map((item) => item.evidence.relationId))]
        if (ids.length === 0) continue
        const query = `MATCH (:Entity)-[r:${type}]->(:Entity) WHERE r.id IN $ids RETURN ${relationMap} AS item ORDER BY r.id`
        relations.push(...(await all<Relation>(query, { ids })))
      }
      const entityIds = new Set([
        ...mentions.map(({ entityId }) => entityId),
        ...relations.flatMap(({ subjectId, objectId }) => [subjectId, objectId]),
        ...quantities.flatMap(({ materialId }) => materialId ?? []),
      ])
      const entities = await all<Entity>(
        `MATCH (e:Entity) WHERE e.id IN $ids RETURN ${entityMap('e')} AS item ORDER BY e.id`,
        { ids: [...entityIds] },
      )
      const evidence = stated.map((item) => item.evidence)
      const whole = { document: toDocument(document), chunks, entities, mentions, relations, evidence, quantities }
      return unflattenKnowledge(whole)
    },
  }
}
