import type { Entity } from '#core/knowledge.ts'
import { entityMap } from './neo4j-entities.ts'
import { createNeo4jKnowledgeReads } from './neo4j-knowledge.ts'
import type { Neo4jRunner } from './neo4j-runner.ts'
import { lockForWriting, settleMerges } from './neo4j-settle-merges.ts'
import { putDefinitions } from './neo4j-write-documents.ts'
import { flattenKnowledge } from '#graph/flatten-knowledge.ts'
import { joinKey } from '#graph/resolve/join-key.ts'

/** Entities that get their join keys in one transaction. */
const rowsPerStep = 1000

/** Gives a graph that was written before there were merges its join keys, definitions and merges. Killed in between, the next opening goes on. */
export async function upgradeNeo4jMerges(runner: Neo4jRunner): Promise<void> {
  const [state] = await runner.read<{ hasEntities: boolean; isDone: boolean }>(
    `RETURN EXISTS { (:Entity) } AS hasEntities, EXISTS { (s:NacreStore) WHERE s.has_merges } AS isDone`,
  )
  if (state?.isDone === true) return
  if (state?.hasEntities === true) {
    const keys = await setJoinKeys(runner)
    const { getKnowledge } = createNeo4jKnowledgeReads(runner)
    const documents = await runner.read<{ id: string }>('MATCH (d:Document) RETURN d.id AS id ORDER BY id')
    for (const { id } of documents) {
      const knowledge = await getKnowledge(id)
      if (knowledge !== undefined) await runner.write((run) => putDefinitions(run, flattenKnowledge(knowledge)))
    }
    await runner.write(async (run) => {
      await lockForWriting(run)
      await settleMerges(run, keys)
    })
  }
  await runner.write(async (run) => {
    await lockForWriting(run)
    await run(`MATCH (s:NacreStore {id: 'nacre'}) SET s.has_merges = true`)
  })
}

/** Nodes without a key are not Nacre's, such as those of an exported script. */
async function setJoinKeys({ read, write }: Neo4jRunner): Promise<string[]> {
  const entities = (
    await read<{ entity: Entity }>(`MATCH (e:Entity) WHERE e.key IS NOT NULL RETURN ${entityMap('e')} AS entity`)
  ).map((row) => row.entity)
  const rows = entities.map((entity) => ({ id: entity.id, key: joinKey(entity) }))
  for (let at = 0; at < rows.length; at += rowsPerStep) {
    await write((run) =>
      run('UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e.join_key = row.key', {
        rows: rows.slice(at, at + rowsPerStep),
      }),
    )
  }
  return rows.map(({ key }) => key)
}
