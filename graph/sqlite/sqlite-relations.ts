import type { DatabaseSync } from 'node:sqlite'
import type { Entity, Relation } from '#core/knowledge.ts'
import type { EvidenceInDocument, GraphStore } from '#graph/graph-store.ts'
import { inReadingOrder, statedRelations } from '#graph/in-reading-order.ts'
import { quantityColumns, toQuantity, type QuantityRow } from './sqlite-quantity.ts'
import {
  entityColumns,
  evidenceColumns,
  joined,
  joinedRelationColumns,
  membersOf,
  prepareQuery,
} from './sqlite-rows.ts'

type RelationReads = Pick<GraphStore, 'neighbours' | 'relationsOfChunks' | 'quantitiesOfChunks'>

const placedEvidence = `SELECT ${evidenceColumns}, chunks.document_id AS documentId, chunks.page
  FROM evidence JOIN chunks ON chunks.id = evidence.chunk_id`

/** Reading relations, evidence and quantities from SQLite. */
export function prepareRelationReads(database: DatabaseSync): RelationReads {
  const edges = prepareQuery<Relation & { otherId: string; direction: 'out' | 'in' }>(
    database,
    `WITH members AS ${membersOf('json_array(?1)')}, stated AS (
       SELECT ${joinedRelationColumns} FROM relations WHERE subject_id IN members OR object_id IN members)
     SELECT *, iif(subjectId = ?1, objectId, subjectId) AS otherId, iif(subjectId = ?1, 'out', 'in') AS direction
     FROM stated WHERE (subjectId = ?1 OR objectId = ?1) AND subjectId <> objectId
     ORDER BY (SELECT count(*) FROM evidence WHERE relation_id = stated.id) DESC, id LIMIT ?2`,
  )
  const evidenceOf = prepareQuery<EvidenceInDocument>(
    database,
    `${placedEvidence} WHERE evidence.relation_id = ?
     ORDER BY chunks.document_id, evidence.start_offset, evidence.id LIMIT ?`,
  )
  const evidenceOfChunks = prepareQuery<EvidenceInDocument>(
    database,
    `${placedEvidence} WHERE evidence.chunk_id IN (SELECT value FROM json_each(?))`,
  )
  const relationsById = prepareQuery<Relation>(
    database,
    `SELECT ${joinedRelationColumns} FROM relations WHERE id IN (SELECT value FROM json_each(?))`,
  )
  const entitiesById = prepareQuery<Entity>(
    database,
    `SELECT ${entityColumns} FROM entities WHERE id IN (SELECT value FROM json_each(?))`,
  )
  const quantities = prepareQuery<QuantityRow>(
    database,
    `SELECT ${quantityColumns.replace('material_id AS', `${joined('material_id')} AS`)} FROM quantities WHERE chunk_id IN (SELECT value FROM json_each(?))`,
  )

  const find = <T extends { readonly id: string }>(query: { all(ids: string): T[] }, ids: readonly string[]) => {
    const found = new Map(query.all(JSON.stringify([...new Set(ids)])).map((row) => [row.id, row]))
    return (id: string): T => found.get(id) as T
  }

  return {
    neighbours: async (entityId, { limit, evidenceLimit = 3 }) => {
      const rows = edges.all(entityId, limit)
      const entity = find(
        entitiesById,
        rows.map((row) => row.otherId),
      )
      return rows.map(({ otherId, direction, ...relation }) => ({
        entity: entity(otherId),
        relation,
        direction,
        evidence: evidenceOf.all(relation.id, evidenceLimit),
      }))
    },
    relationsOfChunks: async (chunkIds) => {
      const evidence = evidenceOfChunks.all(JSON.stringify(chunkIds))
      const relation = find(
        relationsById,
        evidence.map((item) => item.relationId),
      )
      const ends = evidence.flatMap(({ relationId }) => [relation(relationId).subjectId, relation(relationId).objectId])
      const entity = find(entitiesById, ends)
      const rows = evidence.map((item) => {
        const stated = relation(item.relationId)
        return { evidence: item, relation: stated, subject: entity(stated.subjectId), object: entity(stated.objectId) }
      })
      // `alumina is Al2O3` says nothing once both are one.
      const telling = rows.filter(({ subject, object }) => subject.id !== object.id)
      return statedRelations(telling, chunkIds)
    },
    quantitiesOfChunks: async (chunkIds) =>
      inReadingOrder(quantities.all(JSON.stringify(chunkIds)).map(toQuantity), chunkIds),
  }
}
