import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLanceDbVectorStore } from '#graph/lancedb/lancedb-vector-store.ts'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import { createExtractor } from '#ingest/extract/create-extractor.ts'
import { ingest } from '#ingest/ingest.ts'
import { findSources } from '#ingest/load/find-sources.ts'
import { dumpDataFolder } from '#test/dump-data-folder.ts'
import { openTestEmbedder } from '#test/open-test-embedder.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

const source = join(import.meta.dirname, '../../examples/corpus/nacre.md')

test('the check of the kill test sees it when a document becomes visible before its vectors are written', async () => {
  const embedder = await openTestEmbedder()
  const extract = createExtractor({ mode: 'rules' })
  const run = async (data: string, isOrderBroken: boolean): Promise<void> => {
    const graph = openSqliteGraphStore(join(data, 'graph.sqlite'))
    const { id: embedderId, dimensions } = embedder
    const vectors = await openLanceDbVectorStore({ folder: join(data, 'vectors'), embedderId, dimensions })
    // Graph first, and the process dies before the vectors: exactly what the order of writes rules out.
    const lost = { ...vectors, upsert: () => Promise.resolve() }
    await ingest(await findSources([source]), { graph, vectors: isOrderBroken ? lost : vectors, embedder, extract })
    await vectors.close()
    await graph.close()
  }
  const [whole, broken] = [temporaryFolder(), temporaryFolder()]
  await run(whole, false)
  await run(broken, true)
  await run(broken, false)
  const lines = await dumpDataFolder(broken)
  expect(lines).not.toEqual(await dumpDataFolder(whole))
  expect(lines.filter((line) => line.startsWith('problem'))).toHaveLength(5)
  await embedder.close()
})
