import type { DatabaseSync } from 'node:sqlite'
import { flattenKnowledge, joinKeysOf, type FlatKnowledge } from '#graph/flatten-knowledge.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { prepareQuery } from './sqlite-rows.ts'
import { prepareSettling } from './sqlite-settle-merges.ts'
import { inTransaction } from './sqlite-schema.ts'

/** Adding and removing documents in SQLite, each as one transaction. */
export function prepareDocumentWrites(database: DatabaseSync): Pick<GraphStore, 'putDocument' | 'deleteDocument'> {
  const isKnown = database.prepare('SELECT 1 FROM documents WHERE id = ?')
  const insert = prepareInserts(database)
  const remove = prepareRemoval(database)
  const settle = prepareSettling(database)
  return {
    putDocument: async (knowledge, { replaces = [] } = {}) => {
      const flat = flattenKnowledge(knowledge)
      return inTransaction(database, () => {
        const gone = replaces.flatMap((id) => (id === flat.document.id ? [] : remove(id)))
        const isNew = isKnown.get(flat.document.id) === undefined
        if (isNew) insert(flat)
        const come = isNew ? joinKeysOf(flat) : []
        settle([...gone, ...come])
        return isNew ? 'created' : 'unchanged'
      })
    },
    deleteDocument: async (documentId) =>
      inTransaction(database, () => {
        if (isKnown.get(documentId) === undefined) return false
        settle(remove(documentId))
        return true
      }),
  }
}

function prepareInserts(database: DatabaseSync): (flat: FlatKnowledge) => void {
  const document = database.prepare(
    `INSERT INTO documents (id, title, source, media_type, doi, license, authors, year, pages, text, tags, sections, citations)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const chunk = database.prepare(
    'INSERT INTO chunks (id, document_id, position, start_offset, end_offset, page, tokens, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const entity = database.prepare(
    'INSERT INTO entities (id, type, key, name, join_key) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const definition = database.prepare(
    'INSERT INTO definitions (chunk_id, short_key, entity_id, start_offset, end_offset) VALUES (?, ?, ?, ?, ?)',
  )
  const mention = database.prepare(
    'INSERT INTO mentions (id, entity_id, chunk_id, start_offset, end_offset, text) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const relation = database.prepare(
    'INSERT INTO relations (id, subject_id, object_id, type, predicate) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const evidence = database.prepare(
    'INSERT INTO evidence (id, relation_id, chunk_id, start_offset, end_offset, sentence) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const quantity = database.prepare(
    `INSERT INTO quantities (id, chunk_id, start_offset, end_offset, text, minimum, maximum, unit, si_minimum, si_maximum,
       si_unit, property, material_id, condition) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  return (flat) => {
    const d = flat.document
    document.run(
      d.id,
      d.title,
      d.source,
      d.mediaType,
      d.doi ?? null,
      d.license ?? null,
      toJson(d.authors),
      d.year ?? null,
      toJson(d.pages),
      d.text,
      toJson(d.tags),
      toJson(d.sections),
      toJson(d.references),
    )
    for (const c of flat.chunks)
      chunk.run(c.id, c.documentId, c.index, c.start, c.end, c.page ?? null, c.tokens, c.text)
    for (const e of flat.entities) entity.run(e.id, e.type, e.key, e.name, e.joinKey)
    for (const d of flat.definitions) definition.run(d.chunkId, d.shortKey, d.entityId, d.start, d.end)
    for (const m of flat.mentions) mention.run(m.id, m.entityId, m.chunkId, m.start, m.end, m.text)
    for (const r of flat.relations) relation.run(r.id, r.subjectId, r.objectId, r.type, r.predicate)
    for (const e of flat.evidence) evidence.run(e.id, e.relationId, e.chunkId, e.start, e.end, e.sentence)
    for (const q of flat.quantities) {
      const si = q.si === undefined ? [null, null, null] : [q.si.minimum, q.si.maximum, q.si.unit]
      const place = [q.property ?? null, q.materialId ?? null, q.condition ?? null]
      quantity.run(q.id, q.chunkId, q.start, q.end, q.text, q.minimum, q.maximum, q.unit, ...si, ...place)
    }
  }
}

function toJson(list: readonly unknown[] | undefined): string | null {
  return list === undefined ? null : JSON.stringify(list)
}

/**
 * Chunks, mentions, evidence, quantities and definitions go with their document; relations and entities when nothing speaks
 * of them any more. Returns the join keys of all it spoke of.
 */
function prepareRemoval(database: DatabaseSync): (documentId: string) => string[] {
  const relationIds = database.prepare(
    `SELECT DISTINCT evidence.relation_id AS id FROM chunks JOIN evidence ON evidence.chunk_id = chunks.id
     WHERE chunks.document_id = ?`,
  )
  const entityIds = database.prepare(
    `WITH own AS (SELECT id FROM chunks WHERE document_id = ?)
     SELECT entity_id AS id FROM own JOIN mentions ON chunk_id = own.id
     UNION SELECT material_id FROM own JOIN quantities ON chunk_id = own.id WHERE material_id IS NOT NULL
     UNION SELECT subject_id FROM own JOIN evidence ON chunk_id = own.id JOIN relations ON relations.id = relation_id
     UNION SELECT object_id FROM own JOIN evidence ON chunk_id = own.id JOIN relations ON relations.id = relation_id`,
  )
  const joinKeys = prepareQuery<{ key: string }>(
    database,
    `SELECT join_key AS key FROM entities WHERE id IN (SELECT value FROM json_each(?1))
     UNION SELECT short_key FROM chunks JOIN definitions ON chunk_id = chunks.id WHERE document_id = ?2`,
  )
  const records = database.prepare(
    `DELETE FROM records WHERE (kind, id) IN (SELECT kind, record_id FROM record_documents WHERE document_id = ?)`,
  )
  const document = database.prepare('DELETE FROM documents WHERE id = ?')
  const relations = database.prepare(
    `DELETE FROM relations WHERE id IN (SELECT value FROM json_each(?))
       AND NOT EXISTS (SELECT 1 FROM evidence WHERE relation_id = relations.id)`,
  )
  const entities = database.prepare(
    `DELETE FROM entities WHERE id IN (SELECT value FROM json_each(?))
       AND NOT EXISTS (SELECT 1 FROM mentions WHERE entity_id = entities.id)
       AND NOT EXISTS (SELECT 1 FROM relations WHERE subject_id = entities.id)
       AND NOT EXISTS (SELECT 1 FROM relations WHERE object_id = entities.id)
       AND NOT EXISTS (SELECT 1 FROM quantities WHERE material_id = entities.id)`,
  )
  return (documentId) => {
    const touchedRelations = JSON.stringify(relationIds.all(documentId).map(({ id }) => id))
    const touchedEntities = JSON.stringify(entityIds.all(documentId).map(({ id }) => id))
    const touchedKeys = joinKeys.all(touchedEntities, documentId).map(({ key }) => key)
    records.run(documentId)
    document.run(documentId)
    relations.run(touchedRelations)
    entities.run(touchedEntities)
    return touchedKeys
  }
}
