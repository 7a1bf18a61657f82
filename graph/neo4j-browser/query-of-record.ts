import { anyRelation } from '#graph/neo4j/neo4j-labels.ts'

/** A query that shows one document: what it states, as a picture. */
export function queryOfDocument(documentId: string): string {
  return [
    `MATCH (:Document {id: ${quote(documentId)}})-[:HAS_CHUNK]->(c:Chunk)-[:STATES]->(v:Evidence)`,
    `MATCH (c)-[:MENTIONS]->(:Entity)-[r:${anyRelation}]->(:Entity) WHERE r.id = v.relation_id`,
    'RETURN DISTINCT startNode(r), r, endNode(r) ORDER BY r.evidence_count DESC, r.id LIMIT 60',
  ].join('\n')
}

/** A query that shows one answer: the passages it cites, those that led there, their documents, and what they speak of. */
export function queryOfTrace(traceId: string): string {
  return [
    `MATCH cited = (:Trace {id: ${quote(traceId)}})-[:CITES|FOLLOWS]->(c:Chunk)<-[:HAS_CHUNK]-(:Document)`,
    'OPTIONAL MATCH named = (c)-[m:MENTIONS]->(:Entity)',
    'RETURN cited, named ORDER BY m.count DESC LIMIT 40',
  ].join('\n')
}

/** A query that shows passages, their documents, and what they speak of. */
export function queryOfPassages(chunkIds: readonly string[]): string {
  return [
    `MATCH cited = (c:Chunk)<-[:HAS_CHUNK]-(:Document) WHERE c.id IN [${chunkIds.map(quote).join(', ')}]`,
    'OPTIONAL MATCH named = (c)-[m:MENTIONS]->(:Entity)',
    'RETURN cited, named ORDER BY m.count DESC LIMIT 40',
  ].join('\n')
}

/** A string of Cypher that any text can stand in; ids hold letters, digits and `_` only, others are kept from the link. */
function quote(id: string): string {
  return `'${id.replaceAll(/[^\w-]/g, '')}'`
}
