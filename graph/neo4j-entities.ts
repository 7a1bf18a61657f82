import type { Entity } from '#core/knowledge.ts'
import { entityKeys } from './entity-keys.ts'
import type { GraphStore } from './graph-store.ts'
import { whole, type Neo4jRunner } from './neo4j-runner.ts'
import { printedIndex } from './neo4j-schema.ts'

type EntityReads = Pick<GraphStore, 'findEntities' | 'entitiesOfChunks' | 'chunkFrequency' | 'chunksOfEntities'>

/** An index of Neo4j takes values of about 8,000 bytes: a longer key stands in `long_key`, which has none. */
export const longestKey = 2000
/** A longer surface form is kept on its mention alone: the index of printed forms takes 32,766 bytes. */
export const longestAlias = 8000

/** An entity as a map of Cypher. */
export const entityMap = (variable: string): string =>
  `{id: ${variable}.id, type: ${variable}.type, key: coalesce(${variable}.key, ${variable}.long_key), name: ${variable}.name}`

/** Reading entities and where they are mentioned from Neo4j. */
export function createNeo4jEntityReads({ read }: Neo4jRunner): EntityReads {
  const mostMentioned = `RETURN ${entityMap('e')} AS entity ORDER BY e.mentions DESC, e.id LIMIT $limit`
  return {
    findEntities: async (name, options) => {
      const limit = whole(options.limit)
      const keys = entityKeys(name)
      const property = keys.some((key) => key.length > longestKey) ? 'long_key' : 'key'
      const byKey = await read<{ entity: Entity }>(`MATCH (e:Entity) WHERE e.${property} IN $keys ${mostMentioned}`, {
        keys,
        limit,
      })
      const printed = name.trim()
      if (byKey.length > 0 || printed === '') return byKey.map(({ entity }) => entity)
      const byText = await read<{ entity: Entity }>(
        `CALL db.index.fulltext.queryNodes('${printedIndex}', $query) YIELD node AS e
         WITH e WHERE $printed IN e.aliases ${mostMentioned}`,
        { query: `"${printed.replaceAll(/["\\]/g, '\\$&')}"`, printed, limit },
      )
      return byText.map(({ entity }) => entity)
    },
    entitiesOfChunks: async (ids) => {
      const found = new Map<string, { entity: Entity; mentions: number }[]>(ids.map((id) => [id, []]))
      const rows = await read<{ id: string; entity: Entity; mentions: number }>(
        `MATCH (c:Chunk)-[m:MENTIONS]->(e:Entity) WHERE c.id IN $ids
         RETURN c.id AS id, ${entityMap('e')} AS entity, m.count AS mentions ORDER BY mentions DESC, e.id`,
        { ids },
      )
      for (const { id, entity, mentions } of rows) found.get(id)?.push({ entity, mentions })
      return found
    },
    chunkFrequency: async (ids) => {
      const rows = await read<{ id: string; chunks: number }>(
        `UNWIND $ids AS id OPTIONAL MATCH (e:Entity {id: id})
         RETURN id, CASE WHEN e IS NULL THEN 0 ELSE COUNT { (e)<-[:MENTIONS]-() } END AS chunks`,
        { ids },
      )
      return new Map(rows.map(({ id, chunks }) => [id, chunks]))
    },
    chunksOfEntities: (ids, { limit }) =>
      read<{ chunkId: string; entityIds: string[] }>(
        `MATCH (e:Entity)<-[:MENTIONS]-(c:Chunk) WHERE e.id IN $ids
         WITH c, e ORDER BY e.id
         RETURN c.id AS chunkId, collect(e.id) AS entityIds ORDER BY size(entityIds) DESC, chunkId LIMIT $limit`,
        { ids, limit: whole(limit) },
      ),
  }
}
