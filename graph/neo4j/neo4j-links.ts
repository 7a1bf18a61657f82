import type { Entity, RelationType } from '#core/knowledge.ts'
import type { DocumentLinks, EvidenceInDocument, GraphStore, StatedRelation } from '#graph/graph-store.ts'
import { linksOfDocuments } from '#graph/links-of-documents.ts'
import { entityMap, follow } from './neo4j-entities.ts'
import { relationTypes } from './neo4j-labels.ts'
import { evidenceMap, joinedRelationMap } from './neo4j-relations.ts'
import { whole, type Neo4jRunner } from './neo4j-runner.ts'
import { streamInParts } from '#graph/stream-in-parts.ts'

type LinkReads = Pick<GraphStore, 'documentIds' | 'streamLinks' | 'getEntities' | 'getRelations'>
type Ends = Omit<StatedRelation, 'evidence'>

/** Reading from Neo4j how documents, entities and relations hang together. */
export function createNeo4jLinkReads({ read }: Neo4jRunner): LinkReads {
  const documentIds = async (): Promise<string[]> =>
    (await read<{ id: string }>(`MATCH (d:Document) WHERE d.id > '' RETURN d.id AS id ORDER BY id`)).map(({ id }) => id)

  /** With both ends, by id; a relation is found by its type because each type has its own index. */
  const relationsById = async (idsByType: ReadonlyMap<RelationType, readonly string[]>): Promise<Map<string, Ends>> => {
    const found = new Map<string, Ends>()
    for (const [type, ids] of idsByType) {
      const rows = await read<Ends>(
        `MATCH (f:Entity)-[r:${type}]->(g:Entity) WHERE r.id IN $ids ${follow('f', 's')} ${follow('g', 'o')}
         RETURN ${joinedRelationMap} AS relation, ${entityMap('s')} AS subject, ${entityMap('o')} AS object`,
        { ids: [...new Set(ids)] },
      )
      for (const row of rows) found.set(row.relation.id, row)
    }
    return found
  }

  const linksOf = async (ids: readonly string[]): Promise<DocumentLinks[]> => {
    const [known, chunks, mentions, stated] = await Promise.all([
      read<{ id: string }>('MATCH (d:Document) WHERE d.id IN $ids RETURN d.id AS id', { ids }),
      read<{ documentId: string; id: string }>(
        `MATCH (c:Chunk) WHERE c.document_id IN $ids
         RETURN c.document_id AS documentId, c.id AS id ORDER BY documentId, c.position`,
        { ids },
      ),
      read<{ chunkId: string; entityId: string }>(
        `MATCH (c:Chunk)-[:MENTIONS]->(e:Entity) WHERE c.document_id IN $ids
         RETURN DISTINCT c.id AS chunkId, e.id AS entityId`,
        { ids },
      ),
      read<{ chunkId: string; id: string; type: RelationType }>(
        `MATCH (c:Chunk)-[:STATES]->(v:Evidence) WHERE c.document_id IN $ids
         RETURN DISTINCT c.id AS chunkId, v.relation_id AS id, v.relation_type AS type`,
        { ids },
      ),
    ])
    const idsByType = new Map(
      relationTypes.map((type) => [type, stated.filter((row) => row.type === type).map(({ id }) => id)] as const),
    )
    const ends = new Map<string, { subjectId: string; objectId: string }>()
    for (const [type, some] of idsByType) {
      if (some.length === 0) continue
      const rows = await read<{ id: string; subjectId: string; objectId: string }>(
        `MATCH (s:Entity)-[r:${type}]->(o:Entity) WHERE r.id IN $ids RETURN r.id AS id, s.id AS subjectId, o.id AS objectId`,
        { ids: [...new Set(some)] },
      )
      for (const { id, ...found } of rows) ends.set(id, found)
    }
    const relations = stated.flatMap(({ chunkId, id }) => {
      const found = ends.get(id)
      return found === undefined ? [] : [{ id, chunkId, ...found }]
    })
    return linksOfDocuments(ids, new Set(known.map(({ id }) => id)), { chunks, mentions, relations })
  }

  return {
    documentIds,
    async *streamLinks(ids) {
      yield* streamInParts(ids ?? (await documentIds()), linksOf)
    },
    getEntities: async (ids) => {
      const rows = await read<{ entity: Entity }>(
        `MATCH (e:Entity) WHERE e.id IN $ids RETURN ${entityMap('e')} AS entity ORDER BY e.id`,
        { ids },
      )
      return new Map(rows.map(({ entity }) => [entity.id, entity]))
    },
    getRelations: async (ids, { evidenceLimit = 3 } = {}) => {
      const rows = await read<{ id: string; type: RelationType; evidence: EvidenceInDocument[] }>(
        `UNWIND $ids AS id
         CALL (id) {
           MATCH (v:Evidence {relation_id: id})<-[:STATES]-(c:Chunk)
           WITH v, c ORDER BY c.document_id, v.start, v.id LIMIT $limit
           RETURN collect(${evidenceMap}) AS evidence, head(collect(v.relation_type)) AS type
         }
         WITH id, evidence, type WHERE type IS NOT NULL RETURN id, evidence, type ORDER BY id`,
        { ids: [...new Set(ids)], limit: whole(evidenceLimit) },
      )
      const types = new Set(rows.map(({ type }) => type))
      const ends = await relationsById(
        new Map([...types].map((type) => [type, rows.filter((row) => row.type === type).map(({ id }) => id)])),
      )
      return new Map(
        rows.flatMap(({ id, evidence }) => {
          const found = ends.get(id)
          return found === undefined ? [] : [[id, { ...found, evidence }] as const]
        }),
      )
    },
  }
}
