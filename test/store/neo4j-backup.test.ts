import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import neo4j from 'neo4j-driver'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { openNeo4jGraphStore } from '#graph/neo4j/neo4j-graph-store.ts'
import { claimNeo4j } from '#test/claim-neo4j.ts'
import { dumpOf } from '#test/dump-of.ts'
import { jsonOf, runNacre } from '#test/run-nacre.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

const access = await claimNeo4j()

describe.skipIf(access === null)('a backup where Neo4j holds the graph (needs Docker, or Java 17 and Maven)', () => {
  const place = access ?? { url: 'neo4j://127.0.0.1:1', user: '', password: '' }
  const driver = neo4j.driver(place.url, neo4j.auth.basic(place.user, place.password))
  const clear = () => driver.executeQuery('MATCH (n) DETACH DELETE n')
  afterAll(async () => {
    await clear()
    await driver.close()
  })
  const nacre = (...words: string[]) =>
    runNacre([...words, '--graph', place.url, '--json'], {
      env: { NACRE_NEO4J_USER: place.user, NACRE_NEO4J_PASSWORD: place.password },
    })

  it('brings the same graph and vectors back into an empty server, and will not write over a full one', async () => {
    await clear()
    const folder = temporaryFolder()
    const [texts, data, backup] = ['texts', 'data', 'backup'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    mkdirSync(texts)
    writeFileSync(join(texts, 'a.md'), '# Nacre\n\nNacre contains aragonite. The hardness of aragonite is 3 GPa.\n')
    const read = await nacre('ingest', texts, '--data', data)
    expect(read.status, read.stderr).toBe(0)
    const store = await openNeo4jGraphStore(place)
    onTestFinished(() => store.close())
    const expected = await dumpOf(store)
    expect(expected.length).toBeGreaterThan(4)

    const made = await nacre('store', 'backup', backup, '--data', data)
    expect(jsonOf(made), made.stderr).toMatchObject({ documents: 1, chunks: 1, vectors: 1 })
    expect(await dumpOf(store)).toEqual(expected)

    const again = join(folder, 'again')
    const refused = await nacre('store', 'restore', backup, '--data', again)
    expect(refused.status).toBe(1)
    expect(refused.stderr).toMatch(/is not empty.*--force/)

    await clear()
    const restored = await nacre('store', 'restore', backup, '--data', again)
    expect(jsonOf(restored), restored.stderr).toEqual({ documents: 1, chunks: 1, embedded: 0 })
    expect(await dumpOf(store)).toEqual(expected)
    const found = await nacre('search', 'hardness of aragonite', '--data', again)
    expect(jsonOf<{ hits: unknown[] }>(found).hits, found.stderr).toHaveLength(1)
  })
})
