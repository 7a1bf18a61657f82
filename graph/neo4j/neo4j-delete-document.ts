import type { RelationType } from '#core/knowledge.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { longestAlias } from './neo4j-entities.ts'
import { anyRelation, relationTypes } from './neo4j-labels.ts'
import { lockForWriting, settleMerges } from './neo4j-settle-merges.ts'
import type { Neo4jRunner, Run } from './neo4j-runner.ts'

/** Removing documents from Neo4j, each as one transaction. */
export function createNeo4jDelete(runner: Neo4jRunner): Pick<GraphStore, 'deleteDocument'> {
  return {
    deleteDocument: (documentId) =>
      runner.write(async (run) => {
        await lockForWriting(run)
        return removeFromNeo4j(run, documentId)
      }),
  }
}

interface Touched {
  /** Mentions of each entity that go with the document; 0 for one that only stands in relations or quantities. */
  readonly mentions: Map<string, number>
  readonly relations: readonly { readonly id: string; readonly type: RelationType }[]
}

/** The same as a part of another transaction, which has the lock. */
export async function removeFromNeo4j(run: Run, id: string): Promise<boolean> {
  const [known] = await run('MATCH (d:Document {id: $id}) RETURN d.id AS id', { id })
  if (known === undefined) return false
  const touched = await findTouched(run, id)
  const joinKeys = await findJoinKeys(run, id, touched)
  const owned = [
    'MATCH (d)<-[:MADE_FROM]-(n) DETACH DELETE n',
    'MATCH (d)-[:HAS_CHUNK]->(:Chunk)-[:STATES]->(n:Evidence) DETACH DELETE n',
    'MATCH (d)-[:HAS_CHUNK]->(:Chunk)-[:HAS_QUANTITY]->(n:Quantity) DETACH DELETE n',
    'MATCH (d)-[:HAS_CHUNK]->(n:Chunk) DETACH DELETE n',
    'MATCH (d)-[:HAS_TEXT]->(n:DocumentText) DETACH DELETE n',
    'DETACH DELETE d',
  ]
  for (const statement of owned) await run(`MATCH (d:Document {id: $id}) ${statement}`, { id })
  await settleRelations(run, touched)
  await settleEntities(run, touched)
  await settleMerges(run, joinKeys)
  return true
}

/** What the document speaks of, which may or may not be spoken of elsewhere. */
async function findTouched(run: Run, id: string): Promise<Touched> {
  const mentioned = await run<{ id: string; count: number }>(
    `MATCH (:Document {id: $id})-[:HAS_CHUNK]->(:Chunk)-[m:MENTIONS]->(e:Entity) RETURN e.id AS id, sum(m.count) AS count`,
    { id },
  )
  const mentions = new Map(mentioned.map((row) => [row.id, row.count]))
  const materials = await run<{ id: string }>(
    `MATCH (:Document {id: $id})-[:HAS_CHUNK]->(:Chunk)-[:HAS_QUANTITY]->(:Quantity)-[:OF]->(e:Entity)
     RETURN DISTINCT e.id AS id`,
    { id },
  )
  const relations = await run<{ id: string; type: RelationType }>(
    `MATCH (:Document {id: $id})-[:HAS_CHUNK]->(:Chunk)-[:STATES]->(v:Evidence)
     RETURN DISTINCT v.relation_id AS id, v.relation_type AS type`,
    { id },
  )
  const ends: { id: string }[] = []
  for (const type of relationTypes) {
    const ids = relations.filter((relation) => relation.type === type).map((relation) => relation.id)
    if (ids.length === 0) continue
    ends.push(
      ...(await run<{ id: string }>(
        `MATCH (s:Entity)-[r:${type}]->(o:Entity) WHERE r.id IN $ids UNWIND [s.id, o.id] AS id RETURN DISTINCT id`,
        { ids },
      )),
    )
  }
  for (const entity of [...materials, ...ends]) if (!mentions.has(entity.id)) mentions.set(entity.id, 0)
  return { mentions, relations }
}

/** Join keys of all the document speaks of, and of the short forms it defines. */
async function findJoinKeys(run: Run, id: string, { mentions }: Touched): Promise<string[]> {
  const named = await run<{ key: string }>('MATCH (e:Entity) WHERE e.id IN $ids RETURN DISTINCT e.join_key AS key', {
    ids: [...mentions.keys()],
  })
  const defined = await run<{ key: string }>(
    'MATCH (:Document {id: $id})-[:HAS_CHUNK]->(:Chunk)-[d:DEFINES]->(:Entity) RETURN DISTINCT d.short_key AS key',
    { id },
  )
  return [...named, ...defined].map(({ key }) => key)
}

/** Relations lose what is gone, and go with their last evidence. */
async function settleRelations(run: Run, { relations }: Touched): Promise<void> {
  for (const type of relationTypes) {
    const ids = relations.filter((relation) => relation.type === type).map((relation) => relation.id)
    if (ids.length === 0) continue
    await run(
      `MATCH (:Entity)-[r:${type}]->(:Entity) WHERE r.id IN $ids
       CALL (r) { OPTIONAL MATCH (v:Evidence {relation_id: r.id}) WITH v ORDER BY v.id RETURN collect(v) AS evidence }
       FOREACH (_ IN CASE WHEN size(evidence) = 0 THEN [1] ELSE [] END | DELETE r)
       FOREACH (first IN evidence[..1] |
         SET r.evidence_count = size(evidence), r.evidence_id = first.id, r.sentence = first.sentence)`,
      { ids },
    )
  }
}

/** Entities lose what is gone, and go when nothing speaks of them any more. */
async function settleEntities(run: Run, { mentions }: Touched): Promise<void> {
  const rows = [...mentions].map(([id, count]) => ({ id, count }))
  await run(
    `UNWIND $rows AS row MATCH (e:Entity {id: row.id})
     WHERE NOT EXISTS { (e)<-[:MENTIONS]-(:Chunk) } AND NOT EXISTS { (e)<-[:OF]-(:Quantity) }
       AND NOT EXISTS { (e)-[:${anyRelation}]-(:Entity) }
     DETACH DELETE e`,
    { rows },
  )
  await run(
    `UNWIND $rows AS row MATCH (e:Entity {id: row.id})
     CALL (e) {
       OPTIONAL MATCH (e)<-[m:MENTIONS]-(:Chunk) UNWIND coalesce(m.texts, [null]) AS text
       WITH DISTINCT text WHERE size(text) <= ${longestAlias} ORDER BY text RETURN collect(text) AS aliases
     }
     SET e.mentions = e.mentions - toInteger(row.count), e.aliases = aliases`,
    { rows: rows.filter(({ count }) => count > 0) },
  )
}
