import type { Entity } from '#core/knowledge.ts'
import { entityKeys } from '#graph/entity-keys.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { whole, type Neo4jRunner, type Parameters } from './neo4j-runner.ts'
import { printedIndex } from './neo4j-schema.ts'

type EntityReads = Pick<GraphStore, 'findEntities' | 'entitiesOfChunks' | 'chunkFrequency' | 'chunksOfEntities'>

/** An index of Neo4j takes values of about 8,000 bytes: a longer key stands in `long_key`, which has none. */
export const longestKey = 2000
/** A longer surface form is kept on its mention alone: the index of printed forms takes 32,766 bytes. */
export const longestAlias = 8000

/** An entity as a map of Cypher. */
export const entityMap = (variable: string, more = ''): string =>
  `{id: ${variable}.id, type: ${variable}.type, key: coalesce(${variable}.key, ${variable}.long_key), name: ${variable}.name${more}}`

/** Goes on with `into` for `found`: the entity that it is merged into, or itself. */
export const follow = (found: string, into: string): string =>
  `OPTIONAL MATCH (${found})-[:SAME_AS]->(${into}_merged:Entity) WITH *, coalesce(${into}_merged, ${found}) AS ${into}`

/** Reading entities and where they are mentioned from Neo4j. */
export function createNeo4jEntityReads({ read }: Neo4jRunner): EntityReads {
  // The entities that those found are merged into, by how often any of their names is mentioned.
  const meant = async (found: string, parameters: Parameters, limit: number): Promise<Entity[]> => {
    const rows = await read<{ entity: Entity }>(
      `${found} ${follow('f', 'e')} WITH DISTINCT e
       RETURN ${entityMap('e')} AS entity
       ORDER BY e.mentions + reduce(sum = 0, n IN [(e)<-[:SAME_AS]-(o:Entity) | o.mentions] | sum + n) DESC, e.id LIMIT $limit`,
      { ...parameters, limit: whole(limit) },
    )
    return rows.map(({ entity }) => entity)
  }
  return {
    findEntities: async (name, { limit }) => {
      const keys = entityKeys(name)
      if (keys === undefined) return []
      const property = keys.key.length > longestKey ? 'long_key' : 'key'
      const called = await meant(`MATCH (f:Entity {${property}: $key})`, { key: keys.key }, limit)
      if (called.length > 0) return called
      const known = await meant('MATCH (f:Entity) WHERE f.join_key IN $keys', { keys: keys.joinKeys }, limit)
      if (known.length > 0) return known
      const printed = name.trim()
      const query = `"${printed.replaceAll(/["\\]/g, '\\$&')}"`
      return meant(
        `CALL db.index.fulltext.queryNodes('${printedIndex}', $query) YIELD node AS f WITH f WHERE $printed IN f.aliases`,
        { query, printed },
        limit,
      )
    },
    entitiesOfChunks: async (ids) => {
      const found = new Map<string, { entity: Entity; mentions: number }[]>(ids.map((id) => [id, []]))
      const rows = await read<{ id: string; entity: Entity; mentions: number }>(
        `MATCH (c:Chunk)-[m:MENTIONS]->(f:Entity) WHERE c.id IN $ids ${follow('f', 'e')}
         WITH c, e, sum(m.count) AS mentions
         RETURN c.id AS id, ${entityMap('e')} AS entity, mentions ORDER BY mentions DESC, e.id`,
        { ids },
      )
      for (const { id, entity, mentions } of rows) found.get(id)?.push({ entity, mentions })
      return found
    },
    chunkFrequency: async (ids) => {
      const rows = await read<{ id: string; chunks: number }>(
        `UNWIND $ids AS id OPTIONAL MATCH (e:Entity {id: id})
         RETURN id, CASE WHEN e IS NULL THEN 0 ELSE COUNT {
           MATCH (e)<-[:SAME_AS*0..1]-(:Entity)<-[:MENTIONS]-(c:Chunk) RETURN DISTINCT c } END AS chunks`,
        { ids },
      )
      return new Map(rows.map(({ id, chunks }) => [id, chunks]))
    },
    chunksOfEntities: (ids, { limit }) =>
      read<{ chunkId: string; entityIds: string[] }>(
        `MATCH (a:Entity)<-[:SAME_AS*0..1]-(f:Entity)<-[:MENTIONS]-(c:Chunk) WHERE a.id IN $ids ${follow('f', 'e')}
         WITH DISTINCT c, e ORDER BY e.id
         RETURN c.id AS chunkId, collect(e.id) AS entityIds ORDER BY size(entityIds) DESC, chunkId LIMIT $limit`,
        { ids, limit: whole(limit) },
      ),
  }
}
