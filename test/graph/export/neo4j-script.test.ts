import neo4j from 'neo4j-driver'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { claimNeo4j } from '#test/claim-neo4j.ts'
import { exportGraph } from '#graph/export/export-graph.ts'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import { hostileKnowledge, hostileNames } from '#test/hostile-knowledge.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

const access = await claimNeo4j()

describe.skipIf(access === null)('the exported Cypher script (needs Docker, or Java 17 and Maven)', () => {
  const { url, user, password } = access ?? { url: 'neo4j://127.0.0.1:1', user: '', password: '' }
  const driver = neo4j.driver(url, neo4j.auth.basic(user, password), { disableLosslessIntegers: true })
  afterAll(() => driver.close())
  const ask = async (query: string) => (await driver.executeQuery(query)).records.map((record) => record.toObject())

  it('makes the same graph, once or twice run, whatever the names look like', async () => {
    const store = openSqliteGraphStore(`${temporaryFolder()}/graph.sqlite`)
    onTestFinished(() => store.close())
    for (const knowledge of [makeKnowledge({ seed: 1 }), makeKnowledge({ seed: 2, chunks: 5 }), hostileKnowledge()]) {
      await store.putDocument(knowledge)
    }
    const script = (await Array.fromAsync(exportGraph(store, 'cypher'))).join('')
    // A name that could end its string would make more or fewer statements than lines.
    const statements = script.split('\n').filter((line) => line !== '' && !line.startsWith('//'))
    await ask('MATCH (n) DETACH DELETE n')
    const { entities, relations, entitiesByType, relationsByType } = await store.stats()
    for (const run of ['first', 'second']) {
      for (const statement of statements) await ask(statement)
      const things = await ask('MATCH (e:Entity) RETURN e.type AS type, count(*) AS count')
      const lines = await ask('MATCH ()-[r]->() RETURN type(r) AS type, count(*) AS count')
      expect(Object.fromEntries(things.map(({ type, count }) => [type, count])), run).toEqual(entitiesByType)
      expect(Object.fromEntries(lines.map(({ type, count }) => [type, count])), run).toEqual(relationsByType)
    }
    expect(await ask('RETURN COUNT { () } AS nodes, COUNT { ()-->() } AS relationships')).toEqual([
      { nodes: entities, relationships: relations },
    ])
    const names = (await ask('MATCH (e:Entity) RETURN e.name AS name')).map(({ name }) => String(name))
    for (const name of hostileNames) expect(names).toContain(name)
    const predicates = (await ask('MATCH ()-[r]->() RETURN r.predicate AS name')).map(({ name }) => String(name))
    for (const name of hostileNames.slice(1)) expect(predicates).toContain(name)
  })
})
