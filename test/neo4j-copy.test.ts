import { readFileSync, statSync } from 'node:fs'
import neo4j from 'neo4j-driver'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { claimNeo4j } from '#test/claim-neo4j.ts'
import type { DocumentKnowledge } from '#core/knowledge.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { savedQueries } from '#graph/neo4j-browser/saved-queries.ts'
import { openNeo4jGraphStore } from '#graph/neo4j/neo4j-graph-store.ts'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import { readConfig } from '#src/config.ts'
import { copyGraph } from '#src/copy-graph.ts'
import { copyWithNeo4j } from '#src/copy-with-neo4j.ts'
import { dumpOf } from '#test/dump-of.ts'
import { hostileKnowledge } from '#test/hostile-knowledge.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { makeRecords } from '#test/make-records.ts'
import { jsonOf, runNacre } from '#test/run-nacre.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { writeKnowledge } from '#test/write-knowledge.ts'

const access = await claimNeo4j()

describe.skipIf(access === null)('copying a graph into Neo4j and back (needs Docker, or Java 17 and Maven)', () => {
  const { url, user, password } = access ?? { url: 'neo4j://127.0.0.1:1', user: '', password: '' }
  const driver = neo4j.driver(url, neo4j.auth.basic(user, password))
  afterAll(() => driver.close())

  const closing = (store: GraphStore): GraphStore => {
    onTestFinished(() => store.close())
    return store
  }
  const openNeo4j = async (): Promise<GraphStore> => {
    await driver.executeQuery('MATCH (n) DETACH DELETE n')
    return closing(await openNeo4jGraphStore({ url, user, password }))
  }
  const openSqlite = async (folder: string, documents: readonly DocumentKnowledge[] = []): Promise<GraphStore> => {
    const store = closing(openSqliteGraphStore(`${folder}/graph.sqlite`))
    for (const knowledge of documents) await store.putDocument(knowledge)
    return store
  }
  const documents = [makeKnowledge({ seed: 6 }), makeKnowledge({ seed: 9, chunks: 5 }), hostileKnowledge()] as const
  const configOf = (data: string) =>
    readConfig({ data, graph: url }, { NACRE_NEO4J_USER: user, NACRE_NEO4J_PASSWORD: password })

  it('gives the same dump there, and here again, whatever the names look like', async () => {
    const [here, back, there] = [temporaryFolder(), temporaryFolder(), await openNeo4j()]
    const sqlite = await openSqlite(here, documents)
    const { task, trace, pair } = makeRecords([documents[0], documents[1]])
    await sqlite.putRecord('task', task)
    await sqlite.putRecord('trace', trace)
    await sqlite.putRecord('pair', pair)
    const expected = await dumpOf(sqlite)
    expect(await copyWithNeo4j('push', configOf(here), { others: 'refuse' })).toMatchObject({
      documents: 3,
      records: 3,
    })
    expect(await dumpOf(there)).toEqual(expected)
    await copyWithNeo4j('pull', configOf(back), { others: 'refuse' })
    expect(await dumpOf(await openSqlite(back))).toEqual(expected)
    const again = { documents: 0, unchanged: 3, records: 0, dropped: 0 }
    expect(await copyWithNeo4j('push', configOf(here), { others: 'refuse' })).toMatchObject(again)
  })

  it('goes on where it was stopped, with whole documents only', async () => {
    const sqlite = await openSqlite(temporaryFolder(), documents)
    const there = await openNeo4j()
    const controller = new AbortController()
    const stopped = copyGraph(sqlite, there, {
      others: 'refuse',
      signal: controller.signal,
      onProgress: ({ done }) => done === 1 && controller.abort(),
    })
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
    expect((await there.stats()).documents).toBe(2)
    expect(await copyGraph(sqlite, there, { others: 'refuse' })).toMatchObject({ documents: 1, unchanged: 2 })
    expect(await dumpOf(there)).toEqual(await dumpOf(sqlite))
  })

  it('mixes with another corpus only when told, and can remove it', async () => {
    const sqlite = await openSqlite(temporaryFolder(), documents.slice(0, 2))
    const there = await openNeo4j()
    await there.putDocument(documents[2])
    const before = await dumpOf(there)
    await expect(copyGraph(sqlite, there, { others: 'refuse' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/It's a "title".*--keep-others.*--drop-others/s),
    })
    expect(await dumpOf(there)).toEqual(before)
    await copyGraph(sqlite, there, { others: 'keep' })
    expect((await there.stats()).documents).toBe(3)
    expect(await copyGraph(sqlite, there, { others: 'drop' })).toMatchObject({ dropped: 1, unchanged: 2 })
    expect(await dumpOf(there)).toEqual(await dumpOf(sqlite))
  })

  it('replaces a document that says something else there', async () => {
    const sqlite = await openSqlite(temporaryFolder(), documents.slice(0, 2))
    const there = await openNeo4j()
    await there.putDocument({ ...documents[0], knowledge: documents[0].knowledge.slice(0, 1) })
    expect(await copyGraph(sqlite, there, { others: 'refuse' })).toMatchObject({ documents: 2, unchanged: 0 })
    expect(await dumpOf(there)).toEqual(await dumpOf(sqlite))
  })

  it('leaves a Neo4j alone that holds nodes of others', async () => {
    const folder = temporaryFolder()
    await openSqlite(folder, [documents[0]])
    await openNeo4j()
    await driver.executeQuery(`CREATE (:Movie {title: 'The Matrix'})`)
    await expect(copyWithNeo4j('push', configOf(folder), { others: 'refuse' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('1 nodes that are not'),
    })
    expect(await copyWithNeo4j('push', configOf(folder), { others: 'keep' })).toMatchObject({ documents: 1 })
  })

  it('takes along what somebody has said is not one', async () => {
    const merging = [writeKnowledge('one', ['*alumina* is hard.']), writeKnowledge('two', ['*Al2O3* is light.'])]
    const sqlite = await openSqlite(temporaryFolder(), merging)
    const [merge] = await sqlite.listMerges()
    expect(await sqlite.undoMerge(merge?.id ?? '')).toBe(true)
    const there = await openNeo4j()
    await copyGraph(sqlite, there, { others: 'refuse' })
    expect(await dumpOf(there)).toEqual(await dumpOf(sqlite))
    await sqlite.redoMerge(merge?.id ?? '')
    await copyGraph(sqlite, there, { others: 'refuse' })
    expect(await dumpOf(there)).toEqual(await dumpOf(sqlite))
  })

  it('is a verb of the command line, as are the links and the pack', async () => {
    const folder = temporaryFolder()
    await openSqlite(folder, documents)
    await openNeo4j()
    const env = { NACRE_NEO4J_USER: user, NACRE_NEO4J_PASSWORD: password }
    const nacre = (...words: string[]) => runNacre([...words, '--data', folder, '--graph', url, '--json'], { env })
    expect(jsonOf(await nacre('neo4j', 'push'))).toMatchObject({ documents: 3, dropped: 0, url })
    const [back, sqliteOnly] = [temporaryFolder(), ['--graph', 'sqlite', '--json']]
    const pulled = jsonOf<{ embedded: number }>(
      await runNacre(['neo4j', 'pull', '--data', back, '--graph', url, '--json'], { env }),
    )
    expect(pulled).toMatchObject({ documents: 3, embedded: documents.flatMap(({ chunks }) => chunks).length })
    expect(jsonOf(await runNacre(['store', 'verify', '--data', back, ...sqliteOnly]))).toMatchObject({ ok: true })
    const shown = jsonOf<{ neo4j_browser_url: string }>(await nacre('docs', 'show', documents[0].document.id))
    expect(decodeURIComponent(shown.neo4j_browser_url)).toMatch(
      new RegExp(`/browser/.*&cmd=edit&arg=MATCH .*${documents[0].document.id}.*LIMIT`, 's'),
    )
    const links = jsonOf<{ guide: string; queries: { name: string; url: string }[] }>(await nacre('neo4j', 'open'))
    expect(links.guide).toContain('cmd=guide')
    expect(links.queries).toHaveLength(savedQueries().length)
    const { files } = jsonOf<{ files: string[] }>(await nacre('neo4j', 'pack', `${folder}/pack`))
    for (const file of files) expect(statSync(file).size).toBeGreaterThan(500)
    expect(readFileSync(`${folder}/pack/guide.md`, 'utf8')).not.toContain('{{')
  })
})
