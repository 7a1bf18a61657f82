import { createServer } from 'node:net'
import { once } from 'node:events'
import fc from 'fast-check'
import neo4j from 'neo4j-driver'
import { afterAll, describe, expect, it } from 'vitest'
import { claimNeo4j } from '#test/claim-neo4j.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { openNeo4jGraphStore } from '#graph/neo4j/neo4j-graph-store.ts'
import { linkTypes, nodeLabels, relationTypes } from '#graph/neo4j/neo4j-labels.ts'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import { describeGraphStore } from '#test/contract/graph-store.ts'
import { dumpOf } from '#test/dump-of.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { makeRecords } from '#test/make-records.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { writeKnowledge } from '#test/write-knowledge.ts'

const access = await claimNeo4j()

/** What a store says to questions about all that it holds, in the order in which it says it. */
async function answersOf(store: GraphStore): Promise<unknown> {
  const chunkIds = (await store.chunkIds()).toReversed()
  const found = await Promise.all(['nacre', 'TiN', 'spider silk'].map((name) => store.findEntities(name, { limit: 9 })))
  const entityIds = found.flat().map(({ id }) => id)
  return {
    found,
    neighbours: await Promise.all(entityIds.map((id) => store.neighbours(id, { limit: 7, evidenceLimit: 2 }))),
    chunks: await store.chunksOfEntities(entityIds, { limit: 9 }),
    entities: [...(await store.entitiesOfChunks(chunkIds))],
    frequency: [...(await store.chunkFrequency(entityIds))],
    relations: await store.relationsOfChunks(chunkIds),
    quantities: await store.quantitiesOfChunks(chunkIds),
    documents: await store.listDocuments(),
  }
}

describe.skipIf(access === null)('Neo4j graph store (needs Docker, or Java 17 and Maven)', () => {
  const { url, user, password } = access ?? { url: 'neo4j://127.0.0.1:1', user: '', password: '' }
  const driver = neo4j.driver(url, neo4j.auth.basic(user, password), { disableLosslessIntegers: true })
  afterAll(() => driver.close())
  const ask = async (query: string, parameters: Record<string, string> = {}) =>
    (await driver.executeQuery(query, parameters)).records.map((record) => record.toObject())
  const openEmpty = async () => {
    await ask('MATCH (n) DETACH DELETE n')
    return openNeo4jGraphStore({ url, user, password })
  }

  describeGraphStore('contract', { openEmpty, reopen: () => openNeo4jGraphStore({ url, user, password }) }, { runs: 8 })

  describe('beside SQLite', () => {
    it('dumps the same lines and gives the same answers for the same knowledge', async () => {
      const shape = fc.record({
        seed: fc.integer({ min: 10, max: 40 }),
        chunks: fc.integer({ min: 0, max: 5 }),
        sentences: fc.integer({ min: 1, max: 6 }),
      })
      const corpus = fc.uniqueArray(shape, { minLength: 1, maxLength: 4, selector: (item) => item.seed })
      const law = fc.asyncProperty(corpus, async (shapes) => {
        const sqlite = openSqliteGraphStore(`${temporaryFolder()}/graph.sqlite`)
        const store = await openEmpty()
        for (const knowledge of shapes.map(makeKnowledge)) {
          for (const one of [sqlite, store]) {
            await one.putDocument(knowledge)
            if (knowledge.chunks.length === 0) continue
            const records = makeRecords([knowledge])
            await one.putRecord('task', records.task)
            await one.putRecord('trace', records.trace)
            await one.putRecord('pair', records.pair)
          }
        }
        expect(await dumpOf(store)).toEqual(await dumpOf(sqlite))
        expect(await store.stats()).toEqual(await sqlite.stats())
        expect(await answersOf(store)).toEqual(await answersOf(sqlite))
        await store.close()
        await sqlite.close()
      })
      await fc.assert(law, { numRuns: 8, seed: 20_264 })
    })
  })

  describe('as people meet it in Neo4j Browser', () => {
    const first = makeKnowledge({ seed: 6, sentences: 5 })
    const second = makeKnowledge({ seed: 9, sentences: 5 })
    const fill = async () => {
      const store = await openEmpty()
      for (const knowledge of [first, second]) await store.putDocument(knowledge)
      const { task, trace, pair } = makeRecords([first, second])
      await store.putRecord('pair', pair)
      await store.putRecord('trace', trace)
      await store.putRecord('task', task)
      return store
    }

    it('gives every node a readable name', async () => {
      const store = await fill()
      expect(await ask('MATCH (n) WHERE n.name IS NULL OR n.name = "" RETURN n')).toEqual([])
      const [chunk] = await ask('MATCH (c:Chunk {position: 1}) WHERE c.page = 1 RETURN c.name AS name')
      expect(chunk?.name).toBe(`§2 · p. 1 · ${first.document.title}`)
      await store.close()
    })

    it('uses no label and no relationship type but the fixed ones', async () => {
      const store = await fill()
      const labels = await ask('MATCH (n) UNWIND labels(n) AS label RETURN DISTINCT label')
      const types = await ask('MATCH ()-[r]->() RETURN DISTINCT type(r) AS type')
      const entityTypes = Object.keys((await store.stats()).entitiesByType)
      for (const { label } of labels) expect([...nodeLabels, ...entityTypes]).toContain(label)
      for (const { type } of types) expect([...linkTypes, ...relationTypes]).toContain(type)
      await store.close()
    })

    it('ties records to what they are about, in whatever order they were written', async () => {
      const store = await fill()
      const paths = await ask(
        `MATCH (p:Pair)-[:CHOSEN]->(t:Trace)-[:ABOUT]->(k:Task)-[:ABOUT]->(c:Chunk)<-[:HAS_CHUNK]-(d:Document)
         MATCH (p)-[:ABOUT]->(k) MATCH (t)-[:CITES]->(c) MATCH (k)-[:MADE_FROM]->(d) RETURN count(*) AS paths`,
      )
      expect(paths).toEqual([{ paths: 1 }])
      const led = await ask(
        'MATCH (:Trace)-[:FOLLOWS]->(c:Chunk)<-[:HAS_CHUNK]-(d:Document {id: $id}) RETURN c.id AS id',
        { id: second.document.id },
      )
      expect(led).toEqual([{ id: second.chunks[0]?.id }])
      await store.close()
    })

    it('counts mentions and evidence on what it shows, and keeps that true when a document goes', async () => {
      const store = await fill()
      const wrong = async () => [
        ...(await ask(
          `MATCH (e:Entity) OPTIONAL MATCH (e)<-[m:MENTIONS]-() WITH e, sum(m.count) AS mentions
           WHERE e.mentions <> mentions OR (mentions > 0) <> (size(e.aliases) > 0) RETURN e`,
        )),
        ...(await ask(
          `MATCH (s:Entity)-[r]->(:Entity) OPTIONAL MATCH (v:Evidence {relation_id: r.id})
           WITH r, collect(v) AS evidence WHERE r.evidence_count <> size(evidence)
             OR NOT r.sentence IN [v IN evidence | v.sentence] RETURN r`,
        )),
      ]
      expect(await wrong()).toEqual([])
      await store.deleteDocument(second.document.id)
      expect(await wrong()).toEqual([])
      await store.close()
    })

    it('looks up nodes by id, and relations by id, through constraints', async () => {
      const store = await fill()
      const constraints = await ask(
        'SHOW CONSTRAINTS YIELD labelsOrTypes, properties RETURN labelsOrTypes[0] AS on, properties',
      )
      for (const name of [...nodeLabels, ...relationTypes])
        expect(constraints).toContainEqual({ on: name, properties: ['id'] })
      await store.close()
    })

    it('finds entities by words through the full-text index', async () => {
      const store = await fill()
      const found = await ask(
        `CALL db.index.fulltext.queryNodes('nacre_names', 'TOUGHNESS') YIELD node RETURN node.name AS name`,
      )
      expect(found.length).toBeGreaterThan(0)
      await store.close()
    })
  })

  it('gives a graph that was written before there were merges its merges', async () => {
    const store = await openEmpty()
    const texts = [
      '*alumina* resembles *nacre*.',
      '*Al2O3* is hard.',
      'It is *polylactide* (*PLLA=polylactide*).',
      '*PLLA*.',
    ]
    for (const [at, text] of texts.entries()) await store.putDocument(writeKnowledge(`Text ${at}`, [text]))
    const expected = await dumpOf(store)
    expect(await store.listMerges()).toHaveLength(2)
    await store.close()
    await ask('MATCH ()-[r:SAME_AS|DEFINES]->() DELETE r')
    await ask('MATCH (s:NacreStore) DELETE s')
    await ask('MATCH (e:Entity) REMOVE e.join_key')
    const upgraded = await openNeo4jGraphStore({ url, user, password })
    expect(await dumpOf(upgraded)).toEqual(expected)
    await upgraded.close()
  })

  describe('several writers', () => {
    it('keep one of a document that both put at the same time', async () => {
      const one = await openEmpty()
      const other = await openNeo4jGraphStore({ url, user, password })
      const knowledge = makeKnowledge({ seed: 3, chunks: 6 })
      const outcomes = await Promise.all([one.putDocument(knowledge), other.putDocument(knowledge)])
      expect(outcomes.toSorted()).toEqual(['created', 'unchanged'])
      expect((await one.stats()).chunks).toBe(6)
      await Promise.all([one.close(), other.close()])
    })
  })

  describe('when it cannot be reached', () => {
    it('says so for a wrong password, and names the settings', async () => {
      const store = openNeo4jGraphStore({ url, user, password: 'wrong' })
      await expect(store).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringContaining('NACRE_NEO4J_PASSWORD'),
      })
    })
  })
})

describe('Neo4j graph store without a server', () => {
  const login = { user: 'neo4j', password: 'secret-password' }

  it('says within seconds that none answers, and what to do', async () => {
    const store = openNeo4jGraphStore({ ...login, url: 'neo4j://127.0.0.1:1' })
    await expect(store).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('nacre neo4j start'),
    })
  }, 10_000)

  it('tells a web server from Neo4j', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const store = openNeo4jGraphStore({ ...login, url: `bolt://127.0.0.1:${port}` })
    await expect(store).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('HTTP') })
    server.close()
  }, 10_000)

  it('refuses an address that is none', async () => {
    await expect(openNeo4jGraphStore({ ...login, url: 'neo4j://' })).rejects.toMatchObject({ code: 'invalid-input' })
  })
})
