import { decideMerges, type Definition, type KeyedEntity } from '#graph/resolve/decide-merges.ts'
import { entityMap } from './neo4j-entities.ts'
import type { Run } from './neo4j-runner.ts'

const definitionMap = `{shortKey: d.short_key, entityId: e.id, chunkId: c.id, documentId: c.document_id, start: d.start, end: d.end}`

/**
 * Makes this transaction the only one that writes, until it ends: merges are decided from what all documents say together,
 * so two writers must not decide side by side.
 */
export async function lockForWriting(run: Run): Promise<void> {
  await run(`MERGE (s:NacreStore {id: 'nacre'}) SET s.name = 'Nacre', s.writes = coalesce(s.writes, 0) + 1`)
}

/**
 * Decides the merges anew for all that is connected with these join keys; runs inside the transaction that changed something
 * there, so what is read is always what `decideMerges` says of the documents that are there.
 */
export async function settleMerges(run: Run, joinKeys: readonly string[]): Promise<void> {
  const entities: KeyedEntity[] = []
  const definitions: Definition[] = []
  const known = new Set<string>()
  for (let keys = [...new Set(joinKeys)]; keys.length > 0;) {
    for (const key of keys) known.add(key)
    const found = await run<{ entity: KeyedEntity }>(
      `MATCH (e:Entity) WHERE e.join_key IN $keys RETURN ${entityMap('e', ', joinKey: e.join_key')} AS entity`,
      { keys },
    )
    entities.push(...found.map(({ entity }) => entity))
    const stated = await run<{ definition: Definition; key: string }>(
      `MATCH (c:Chunk)-[d:DEFINES]->(e:Entity) WHERE d.short_key IN $keys RETURN ${definitionMap} AS definition, e.join_key AS key`,
      { keys },
    )
    definitions.push(...stated.map(({ definition }) => definition))
    const called = await run<{ key: string }>(
      `MATCH (e:Entity)<-[d:DEFINES]-(:Chunk) WHERE e.join_key IN $keys RETURN DISTINCT d.short_key AS key`,
      { keys },
    )
    keys = [...new Set([...stated, ...called].map(({ key }) => key))].filter((key) => !known.has(key))
  }
  const undone = new Set((await run<{ id: string }>('MATCH (u:UndoneMerge) RETURN u.id AS id')).map(({ id }) => id))
  await run('MATCH (e:Entity)-[s:SAME_AS]->(:Entity) WHERE e.id IN $ids DELETE s', {
    ids: entities.map(({ id }) => id),
  })
  const rows = decideMerges(entities, definitions, (id) => undone.has(id))
  if (rows.length === 0) return
  await run(
    `UNWIND $rows AS row MATCH (f:Entity {id: row.fromId}) MATCH (i:Entity {id: row.intoId})
     CREATE (f)-[:SAME_AS {id: row.id, reason: row.reason, chunk_id: row.definition.chunkId,
       start: toInteger(row.definition.start), end: toInteger(row.definition.end)}]->(i)`,
    { rows },
  )
}
