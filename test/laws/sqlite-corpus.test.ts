import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import type { Embedder } from '#models/embedder.ts'
import { openTestEmbedder } from '#test/open-test-embedder.ts'
import { wordEmbedder } from '#test/word-embedder.ts'
import { describeCorpusLaws } from './describe-laws.ts'
import { openCorpusStores, type CorpusStores } from './open-corpus-stores.ts'

const home = mkdtempSync(join(tmpdir(), 'nacre-laws-'))
const opened: CorpusStores[] = []
let folders = 0
let real: Embedder | undefined

const open = async (embedder: Embedder): Promise<CorpusStores> => {
  const folder = join(home, `${(folders += 1)}`)
  const stores = await openCorpusStores(openSqliteGraphStore(join(folder, 'graph.sqlite')), folder, embedder)
  opened.push(stores)
  return stores
}
const theReal = (): Embedder => {
  if (real === undefined) throw new Error('the embedder is opened before the first law')
  return real
}
beforeAll(async () => {
  real = await openTestEmbedder()
})
afterEach(async () => {
  for (const { graph, vectors } of opened.splice(0)) await Promise.all([graph.close(), vectors.close()])
})
afterAll(async () => {
  await real?.close()
  rmSync(home, { recursive: true, force: true })
})

describeCorpusLaws(
  'SQLite, LanceDB, embedding by words',
  () => wordEmbedder,
  () => open(wordEmbedder),
  { runs: 15, steps: 8 },
)
describeCorpusLaws('SQLite, LanceDB, the real embedder', theReal, () => open(theReal()), { runs: 2, steps: 5 })
