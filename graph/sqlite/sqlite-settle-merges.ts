import type { DatabaseSync } from 'node:sqlite'
import { decideMerges, type Definition, type KeyedEntity } from '#graph/resolve/decide-merges.ts'
import { entityColumns, prepareQuery } from './sqlite-rows.ts'

/** All join keys that are connected with some, by a definition in either direction. */
const connected = `WITH RECURSIVE connected (key) AS (
    SELECT value FROM json_each(?)
    UNION SELECT entities.join_key FROM connected JOIN definitions ON short_key = connected.key
      JOIN entities ON entities.id = entity_id
    UNION SELECT short_key FROM connected JOIN entities ON join_key = connected.key
      JOIN definitions ON entity_id = entities.id
  )`

/**
 * Decides the merges anew for all that is connected with these join keys; runs inside the transaction that changed something
 * there, so what is read is always what `decideMerges` says of the documents that are there.
 */
export function prepareSettling(database: DatabaseSync): (joinKeys: readonly string[]) => void {
  const connectedEntities = prepareQuery<KeyedEntity>(
    database,
    `${connected} SELECT ${entityColumns}, join_key AS joinKey FROM entities WHERE join_key IN connected`,
  )
  const connectedDefinitions = prepareQuery<Definition>(
    database,
    `${connected} SELECT short_key AS shortKey, entity_id AS entityId, chunk_id AS chunkId, document_id AS documentId,
       definitions.start_offset AS start, definitions.end_offset AS "end"
     FROM definitions JOIN chunks ON chunks.id = chunk_id WHERE short_key IN connected`,
  )
  const undone = prepareQuery<{ id: string }>(database, 'SELECT id FROM undone_merges')
  const forget = database.prepare('DELETE FROM merges WHERE from_id IN (SELECT value FROM json_each(?))')
  const insert = database.prepare(
    'INSERT INTO merges (from_id, into_id, id, reason, chunk_id, start_offset, end_offset) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  return (joinKeys) => {
    const keys = JSON.stringify([...new Set(joinKeys)])
    const entities = connectedEntities.all(keys)
    const apart = new Set(undone.all().map(({ id }) => id))
    forget.run(JSON.stringify(entities.map(({ id }) => id)))
    for (const merge of decideMerges(entities, connectedDefinitions.all(keys), (id) => apart.has(id))) {
      const { definition } = merge
      const place =
        definition === undefined ? [null, null, null] : [definition.chunkId, definition.start, definition.end]
      insert.run(merge.fromId, merge.intoId, merge.id, merge.reason, ...place)
    }
  }
}
