import type { DatabaseSync } from 'node:sqlite'
import type { Entity, Relation } from '#core/knowledge.ts'
import type { DocumentLinks, EvidenceInDocument, GraphStore } from '#graph/graph-store.ts'
import { linksOfDocuments } from '#graph/links-of-documents.ts'
import { entityColumns, evidenceColumns, joinedRelationColumns, prepareQuery } from './sqlite-rows.ts'

type LinkReads = Pick<GraphStore, 'documentIds' | 'getEntities' | 'getRelations'> & {
  linksOf(documentIds: readonly string[]): Promise<DocumentLinks[]>
}

/** Reading from SQLite how documents, entities and relations hang together. */
export function prepareLinkReads(database: DatabaseSync): LinkReads {
  const wanted = 'IN (SELECT value FROM json_each(?))'
  const documentIds = prepareQuery<{ id: string }>(database, 'SELECT id FROM documents ORDER BY id')
  const known = prepareQuery<{ id: string }>(database, `SELECT id FROM documents WHERE id ${wanted}`)
  const chunks = prepareQuery<{ documentId: string; id: string }>(
    database,
    `SELECT document_id AS documentId, id FROM chunks WHERE document_id ${wanted} ORDER BY document_id, position`,
  )
  const mentions = prepareQuery<{ chunkId: string; entityId: string }>(
    database,
    `SELECT DISTINCT mentions.chunk_id AS chunkId, mentions.entity_id AS entityId
     FROM chunks JOIN mentions ON mentions.chunk_id = chunks.id WHERE chunks.document_id ${wanted}`,
  )
  const stated = prepareQuery<DocumentLinks['relations'][number]>(
    database,
    `SELECT DISTINCT relations.id, evidence.chunk_id AS chunkId, relations.subject_id AS subjectId,
       relations.object_id AS objectId
     FROM chunks JOIN evidence ON evidence.chunk_id = chunks.id JOIN relations ON relations.id = evidence.relation_id
     WHERE chunks.document_id ${wanted}`,
  )
  const entities = prepareQuery<Entity>(
    database,
    `SELECT ${entityColumns} FROM entities WHERE id ${wanted} ORDER BY id`,
  )
  const relations = prepareQuery<Relation>(
    database,
    `SELECT ${joinedRelationColumns} FROM relations WHERE id ${wanted} ORDER BY id`,
  )
  const evidence = prepareQuery<EvidenceInDocument>(
    database,
    `SELECT ${evidenceColumns}, chunks.document_id AS documentId, chunks.page
     FROM evidence JOIN chunks ON chunks.id = evidence.chunk_id WHERE evidence.relation_id = ?
     ORDER BY chunks.document_id, evidence.start_offset, evidence.id LIMIT ?`,
  )

  const entitiesById = (ids: readonly string[]): Map<string, Entity> =>
    new Map(entities.all(JSON.stringify(ids)).map((entity) => [entity.id, entity]))

  return {
    documentIds: async () => documentIds.all().map(({ id }) => id),
    linksOf: async (ids) => {
      const asked = JSON.stringify(ids)
      const rows = { chunks: chunks.all(asked), mentions: mentions.all(asked), relations: stated.all(asked) }
      return linksOfDocuments(ids, new Set(known.all(asked).map(({ id }) => id)), rows)
    },
    getEntities: async (ids) => entitiesById(ids),
    getRelations: async (ids, { evidenceLimit = 3 } = {}) => {
      const rows = relations.all(JSON.stringify(ids))
      const ends = entitiesById(rows.flatMap(({ subjectId, objectId }) => [subjectId, objectId]))
      return new Map(
        rows.map((relation) => {
          const subject = ends.get(relation.subjectId) as Entity
          const object = ends.get(relation.objectId) as Entity
          return [relation.id, { relation, subject, object, evidence: evidence.all(relation.id, evidenceLimit) }]
        }),
      )
    },
  }
}
