import type { DatabaseSync } from 'node:sqlite'
import type { Entity } from '#core/knowledge.ts'
import { entityKeys } from '#graph/entity-keys.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { entityColumns, joined, membersOf, prepareQuery } from './sqlite-rows.ts'

type EntityReads = Pick<GraphStore, 'findEntities' | 'entitiesOfChunks' | 'chunkFrequency' | 'chunksOfEntities'>

/** Reading entities and where they are mentioned from SQLite. */
export function prepareEntityReads(database: DatabaseSync): EntityReads {
  // The entities that those found are merged into, by how often any of their names is mentioned.
  const meant = (found: string): ReturnType<typeof prepareQuery<Entity>> =>
    prepareQuery<Entity>(
      database,
      `SELECT ${entityColumns} FROM entities WHERE id IN (SELECT ${joined('found.id')} FROM (${found}) AS found)
       ORDER BY (SELECT count(*) FROM mentions WHERE entity_id = entities.id)
         + (SELECT count(*) FROM merges JOIN mentions ON entity_id = from_id WHERE into_id = entities.id) DESC, id LIMIT ?`,
    )
  const byKey = meant('SELECT id FROM entities WHERE key = ?')
  const byJoinKey = meant('SELECT id FROM entities WHERE join_key IN (SELECT value FROM json_each(?))')
  const byText = meant('SELECT entity_id AS id FROM mentions WHERE text = ?')
  const ofChunks = prepareQuery<Entity & { chunkId: string; mentions: number }>(
    database,
    `SELECT ${entityColumns}, mentions.chunk_id AS chunkId, count(*) AS mentions
     FROM mentions JOIN entities ON entities.id = ${joined('mentions.entity_id')}
     WHERE mentions.chunk_id IN (SELECT value FROM json_each(?))
     GROUP BY mentions.chunk_id, entities.id ORDER BY mentions DESC, entities.id`,
  )
  const frequency = prepareQuery<{ id: string; chunks: number }>(
    database,
    `SELECT wanted.value AS id,
       (SELECT count(DISTINCT chunk_id) FROM mentions WHERE entity_id = wanted.value
          OR entity_id IN (SELECT from_id FROM merges WHERE into_id = wanted.value)) AS chunks
     FROM json_each(?) AS wanted`,
  )
  const chunksOf = prepareQuery<{ chunkId: string; entityIds: string }>(
    database,
    `SELECT chunkId, json_group_array(id) AS entityIds FROM
       (SELECT DISTINCT chunk_id AS chunkId, ${joined('entity_id')} AS id FROM mentions WHERE entity_id IN ${membersOf('?1')})
     GROUP BY chunkId ORDER BY count(*) DESC, chunkId LIMIT ?2`,
  )

  return {
    findEntities: async (name, { limit }) => {
      const keys = entityKeys(name)
      if (keys === undefined) return []
      const called = byKey.all(keys.key, limit)
      if (called.length > 0) return called
      const known = byJoinKey.all(JSON.stringify(keys.joinKeys), limit)
      return known.length > 0 ? known : byText.all(name.trim(), limit)
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
