import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { claimNeo4j } from '#test/claim-neo4j.ts'
import neo4j from 'neo4j-driver'
import { openNeo4jGraphStore } from '#graph/neo4j/neo4j-graph-store.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { runNacre } from '#test/run-nacre.ts'
import { dumpOf } from '#test/dump-of.ts'
import { wordEmbedder } from '#test/word-embedder.ts'
import { describeCorpusLaws } from './describe-laws.ts'
import { openCorpusStores, type CorpusStores } from './open-corpus-stores.ts'
import { startCuttingProxy } from './start-cutting-proxy.ts'
import { writeOverlappingCorpus } from './write-overlapping-corpus.ts'

const access = await claimNeo4j()

describe.skipIf(access === null)('a corpus in Neo4j (needs Docker, or Java 17 and Maven)', () => {
  const { url, user, password } = access ?? { url: 'neo4j://127.0.0.1:1', user: '', password: '' }
  const driver = neo4j.driver(url, neo4j.auth.basic(user, password))
  const home = mkdtempSync(join(tmpdir(), 'nacre-laws-'))
  const opened: CorpusStores[] = []
  let folders = 0
  const openEmpty = async () => {
    await driver.executeQuery('MATCH (n) DETACH DELETE n')
    return openNeo4jGraphStore({ url, user, password })
  }
  const open = async (): Promise<CorpusStores> => {
    const stores = await openCorpusStores(await openEmpty(), join(home, `${(folders += 1)}`), wordEmbedder)
    opened.push(stores)
    return stores
  }
  afterEach(async () => {
    for (const { graph, vectors } of opened.splice(0)) await Promise.all([graph.close(), vectors.close()])
  })
  afterAll(async () => {
    await driver.close()
    rmSync(home, { recursive: true, force: true })
  })

  describeCorpusLaws('Neo4j, LanceDB, embedding by words', () => wordEmbedder, open, { runs: 3, steps: 5 })

  it('four processes that read overlapping documents at the same time double nothing', async () => {
    const { parts, all } = writeOverlappingCorpus(join(home, 'texts'))
    const env = { NACRE_GRAPH: url, NACRE_NEO4J_USER: user, NACRE_NEO4J_PASSWORD: password }
    const ingest = (files: readonly string[], data: string) =>
      runNacre(['ingest', ...files, '--data', join(home, data), '--json'], { env })
    const graph = await openEmpty()
    expect((await ingest(all, 'one')).status).toBe(0)
    const expected = await dumpOf(graph)
    await driver.executeQuery('MATCH (n) DETACH DELETE n')
    // A data folder each: nothing but Neo4j itself stands between them.
    const runs = await Promise.all(parts.map((files, at) => ingest(files, `part-${at}`)))
    for (const run of runs) expect(run.status, run.stderr).toBe(0)
    expect(await dumpOf(graph)).toEqual(expected)
    await graph.close()
  })

  describe('that goes away', () => {
    const knowledge = makeKnowledge({ seed: 7, chunks: 40, sentences: 6 })

    it('in the middle of a document: says so, and holds nothing of it', async () => {
      const direct = await openEmpty()
      await direct.putDocument(makeKnowledge({ seed: 1 }))
      const before = await dumpOf(direct)
      const proxy = await startCuttingProxy(url)
      const store = await openNeo4jGraphStore({ url: proxy.url, user, password })
      proxy.cutAfter(60_000, 'for good')
      await expect(store.putDocument(knowledge)).rejects.toMatchObject({
        code: 'unavailable',
        isRetryable: true,
        message: expect.stringContaining('No Neo4j answers'),
      })
      expect(proxy.cuts()).toBe(1)
      expect(await dumpOf(direct)).toEqual(before)
      await Promise.all([store.close(), proxy.close()])
      expect(await direct.putDocument(knowledge)).toBe('created')
      await direct.close()
    })

    it('for a moment: the document is written once', async () => {
      const direct = await openEmpty()
      const proxy = await startCuttingProxy(url)
      const store = await openNeo4jGraphStore({ url: proxy.url, user, password })
      proxy.cutAfter(60_000, 'once')
      expect(await store.putDocument(knowledge)).toBe('created')
      expect(proxy.cuts()).toBe(1)
      const written = await dumpOf(direct)
      await Promise.all([store.close(), proxy.close()])
      const again = await openEmpty()
      await again.putDocument(knowledge)
      expect(written).toEqual(await dumpOf(again))
      await Promise.all([direct.close(), again.close()])
    })
  })
})
