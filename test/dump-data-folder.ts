import { join } from 'node:path'
import { openLanceDbVectorStore } from '#graph/lancedb-vector-store.ts'
import { openSqliteGraphStore } from '#graph/sqlite-graph-store.ts'
import { verifyStores } from '#graph/verify-stores.ts'
import { findTableOf } from '#test/find-embedder.ts'

/** All that a data folder knows, as comparable lines: the graph's canonical dump, then the ids of the vectors, then what verify finds. */
export async function dumpDataFolder(folder: string): Promise<readonly string[]> {
  const graph = await openSqliteGraphStore(join(folder, 'graph.sqlite'))
  const vectors = await openLanceDbVectorStore({ folder: join(folder, 'vectors'), ...findTableOf() })
  try {
    const lines = await Array.fromAsync(graph.dump())
    const ids = await vectors.ids()
    const { problems } = await verifyStores({ graph, vectors })
    return [...lines, ...ids.map((id) => `vector ${id}`), ...problems.map(({ message }) => `problem ${message}`)]
  } finally {
    await vectors.close()
    await graph.close()
  }
}
