import type { DatabaseSync } from 'node:sqlite'
import type { Entity } from '#core/knowledge.ts'
import { entityKeys } from './entity-keys.ts'
import type { GraphStore } from './graph-store.ts'
import { entityColumns, prepareQuery } from './sqlite-rows.ts'

type EntityReads = Pick<GraphStore, 'findEntities' | 'entitiesOfChunks' | 'chunkFrequency' | 'chunksOfEntities'>

/** Reading entities and where they are mentioned from SQLite. */
export function prepareEntityReads(database: DatabaseSync): EntityReads {
  const mostMentioned =
    'ORDER BY (SELECT count(*) FROM mentions WHERE entity_id = entities.id) DESC, entities.id LIMIT ?'
  const byKey = prepareQuery<Entity>(
    database,
    `SELECT ${entityColumns} FROM entities WHERE key IN (SELECT value FROM json_each(?)) ${mostMentioned}`,
  )
  const byText = prepareQuery<Entity>(
    database,
    `SELECT ${entityColumns} FROM entities WHERE id IN (SELECT entity_id FROM mentions WHERE text = ?) ${mostMentioned}`,
  )
  const ofChunks = prepareQuery<Entity & { chunkId: string; mentions: number }>(
    database,
    `SELECT ${entityColumns}, mentions.chunk_id AS chunkId, count(*) AS mentions
     FROM mentions JOIN entities ON entities.id = mentions.entity_id
     WHERE mentions.chunk_id IN (SELECT value FROM json_each(?))
     GROUP BY mentions.chunk_id, entities.id ORDER BY mentions DESC, entities.id`,
  )
  const frequency = prepareQuery<{ id: string; chunks: number }>(
    database,
    `SELECT wanted.value AS id,
       (SELECT count(DISTINCT chunk_id) FROM mentions WHERE entity_id = wanted.value) AS chunks FROM json_each(?) AS wanted`,
  )
  const chunksOf = prepareQuery<{ chunkId: string; entityIds: string }>(
    database,
    `SELECT chunk_id AS chunkId, json_group_array(DISTINCT entity_id) AS entityIds FROM mentions
     WHERE entity_id IN (SELECT value FROM json_each(?))
     GROUP BY chunk_id ORDER BY count(DISTINCT entity_id) DESC, chunk_id LIMIT ?`,
  )

  return {
    findEntities: async (name, { limit }) => {
      const found = byKey.all(JSON.stringify(entityKeys(name)), limit)
      return found.length > 0 ? found : byText.all(name.trim(), limit)
    },
    entitiesOfChunks: async (chunkIds) => {
      const found = new Map<string, { entity: Entity; mentions: number }[]>(chunkIds.map((id) => [id, []]))
      for (const { chunkId, mentions, ...entity } of ofChunks.all(JSON.stringify(chunkIds))) {
        found.get(chunkId)?.push({ entity, mentions })
      }
      return found
    },
    chunkFrequency: async (entityIds) =>
      new Map(frequency.all(JSON.stringify(entityIds)).map(({ id, chunks }) => [id, chunks])),
    chunksOfEntities: async (entityIds, { limit }) =>
      chunksOf.all(JSON.stringify(entityIds), limit).map((row) => ({
        chunkId: row.chunkId,
        entityIds: (JSON.parse(row.entityIds) as string[]).sort(),
      })),
  }
}
