import type { DatabaseSync } from 'node:sqlite'
import type { Entity, Mention } from '#core/knowledge.ts'
import { findDefinitions } from '#graph/resolve/find-definitions.ts'
import { joinKey } from '#graph/resolve/join-key.ts'
import { entityColumns, mentionColumns, prepareQuery } from './sqlite-rows.ts'
import { prepareSettling } from './sqlite-settle-merges.ts'

/** Works out for the documents of an older version what the tables of merges hold. */
export function upgradeMerges(database: DatabaseSync): void {
  const entities = prepareQuery<Entity>(database, `SELECT ${entityColumns} FROM entities`).all()
  const setKey = database.prepare('UPDATE entities SET join_key = ? WHERE id = ?')
  for (const entity of entities) setKey.run(joinKey(entity), entity.id)
  const documents = prepareQuery<{ id: string }>(database, 'SELECT id FROM documents').all()
  const textOf = prepareQuery<{ text: string }>(database, 'SELECT text FROM documents WHERE id = ?')
  const mentionsOf = prepareQuery<Mention>(
    database,
    `SELECT ${mentionColumns} FROM chunks JOIN mentions ON chunk_id = chunks.id WHERE document_id = ?`,
  )
  const insert = database.prepare(
    'INSERT INTO definitions (chunk_id, short_key, entity_id, start_offset, end_offset) VALUES (?, ?, ?, ?, ?)',
  )
  for (const { id } of documents) {
    const found = findDefinitions({ id, text: textOf.get(id)?.text ?? '' }, mentionsOf.all(id), entities)
    for (const { chunkId, shortKey, entityId, start, end } of found) insert.run(chunkId, shortKey, entityId, start, end)
  }
  prepareSettling(database)(entities.map(joinKey))
}
