import type { DatabaseSync } from 'node:sqlite'
import type { Chunk } from '#core/chunk.ts'
import type { Entity, Evidence, Mention, Relation } from '#core/knowledge.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { documentColumns, toDocument, type DocumentRow } from './sqlite-documents.ts'
import { quantityColumns, toQuantity, type QuantityRow } from './sqlite-quantity.ts'
import {
  chunkColumns,
  entityColumns,
  evidenceColumns,
  mentionColumns,
  prepareQuery,
  relationColumns,
} from './sqlite-rows.ts'
import { unflattenKnowledge } from '#graph/unflatten-knowledge.ts'

/** Reading all that one document tells from SQLite. */
export function prepareKnowledgeReads(database: DatabaseSync): Pick<GraphStore, 'getKnowledge'> {
  const ofDocument = 'chunk_id IN (SELECT id FROM chunks WHERE document_id = ?1)'
  const relationIds = `SELECT relation_id FROM evidence WHERE ${ofDocument}`
  const document = prepareQuery<DocumentRow>(database, `SELECT ${documentColumns} FROM documents WHERE id = ?`)
  const chunks = prepareQuery<Chunk>(
    database,
    `SELECT ${chunkColumns} FROM chunks WHERE document_id = ? ORDER BY position`,
  )
  const mentions = prepareQuery<Mention>(
    database,
    `SELECT ${mentionColumns} FROM mentions WHERE ${ofDocument} ORDER BY id`,
  )
  const evidence = prepareQuery<Evidence>(
    database,
    `SELECT ${evidenceColumns} FROM evidence WHERE ${ofDocument} ORDER BY id`,
  )
  const quantities = prepareQuery<QuantityRow>(
    database,
    `SELECT ${quantityColumns} FROM quantities WHERE ${ofDocument} ORDER BY id`,
  )
  const relations = prepareQuery<Relation>(
    database,
    `SELECT ${relationColumns} FROM relations WHERE id IN (${relationIds}) ORDER BY id`,
  )
  const entities = prepareQuery<Entity>(
    database,
    `SELECT ${entityColumns} FROM entities WHERE id IN (
       SELECT entity_id FROM mentions WHERE ${ofDocument}
       UNION SELECT material_id FROM quantities WHERE ${ofDocument} AND material_id IS NOT NULL
       UNION SELECT subject_id FROM relations WHERE id IN (${relationIds})
       UNION SELECT object_id FROM relations WHERE id IN (${relationIds})
     ) ORDER BY id`,
  )
  return {
    getKnowledge: async (documentId) => {
      const row = document.get(documentId)
      if (row === undefined) return undefined
      return unflattenKnowledge({
        document: toDocument(row),
        chunks: chunks.all(documentId),
        entities: entities.all(documentId),
        mentions: mentions.all(documentId),
        relations: relations.all(documentId),
        evidence: evidence.all(documentId),
        quantities: quantities.all(documentId).map(toQuantity),
      })
    },
  }
}
