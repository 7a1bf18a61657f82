import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLanceDbVectorStore } from '#graph/lancedb/lancedb-vector-store.ts'
import type { RetrieverStores } from '#graph/retrieve/create-retriever.ts'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import { openEmbedder } from '#models/open-embedder.ts'
import { readConfig } from '#src/config.ts'

/** Runs with real stores and the configured embedder, in a folder that goes afterwards unless one is given. */
export async function withStores<T>(
  keep: string | undefined,
  work: (stores: RetrieverStores) => Promise<T>,
): Promise<T> {
  const folder = keep ?? mkdtempSync(join(tmpdir(), 'nacre-retrieval-'))
  const { models, cacheFolder } = readConfig({}, process.env)
  const embedder = await openEmbedder(models.embedder, { cacheFolder })
  const { id: embedderId, dimensions } = embedder
  const vectors = await openLanceDbVectorStore({ folder: join(folder, 'vectors'), embedderId, dimensions })
  const graph = openSqliteGraphStore(join(folder, 'graph.sqlite'))
  try {
    return await work({ graph, vectors, embedder })
  } finally {
    await vectors.close()
    await graph.close()
    await embedder.close()
    if (keep === undefined) rmSync(folder, { recursive: true, force: true })
  }
}
