import { join } from 'node:path'
import { openLanceDbVectorStore } from '#graph/lancedb/lancedb-vector-store.ts'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import { verifyStores } from '#graph/verify-stores.ts'
import { openTestEmbedder } from '#test/open-test-embedder.ts'

/** All that a data folder knows, as comparable lines: the graph's canonical dump, then the ids of the vectors, then what verify finds. */
export async function dumpDataFolder(folder: string): Promise<readonly string[]> {
  const graph = openSqliteGraphStore(join(folder, 'graph.sqlite'))
  const embedder = await openTestEmbedder()
  const vectors = await openLanceDbVectorStore({
    folder: join(folder, 'vectors'),
    embedderId: embedder.id,
    dimensions: embedder.dimensions,
  })
  try {
    const lines = await Array.fromAsync(graph.dump())
    const ids = await vectors.ids()
    const { problems } = await verifyStores({ graph, vectors })
    return [...lines, ...ids.map((id) => `vector ${id}`), ...problems.map(({ message }) => `problem ${message}`)]
  } finally {
    await vectors.close()
    await graph.close()
    await embedder.close()
  }
}
