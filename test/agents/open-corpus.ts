import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GraphStore } from '#graph/graph-store.ts'
import { openLanceDbVectorStore } from '#graph/lancedb/lancedb-vector-store.ts'
import { createRetriever, type Retriever } from '#graph/retrieve/create-retriever.ts'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import { createExtractor } from '#ingest/extract/create-extractor.ts'
import { ingest } from '#ingest/ingest.ts'
import { findSources } from '#ingest/load/find-sources.ts'
import type { Embedder } from '#models/embedder.ts'
import { openTestEmbedder } from '#test/open-test-embedder.ts'

/** Real stores and the real embedder. */
export interface OpenCorpus {
  readonly graph: GraphStore
  readonly vectors: VectorStore
  readonly retriever: Retriever
  readonly embedder: Embedder
  close(): Promise<void>
}

/** Documents of the sample corpus, ingested as a user would; for a whole test file. */
export async function openCorpus(files: readonly string[]): Promise<OpenCorpus> {
  const folder = mkdtempSync(join(tmpdir(), 'nacre-corpus-'))
  const embedder = await openTestEmbedder()
  const { id, dimensions } = embedder
  const graph = openSqliteGraphStore(join(folder, 'graph.sqlite'))
  const vectors = await openLanceDbVectorStore({ folder: join(folder, 'vectors'), embedderId: id, dimensions })
  const paths = files.map((file) => join(import.meta.dirname, '../../examples/corpus', file))
  const extract = createExtractor({ mode: 'rules' })
  await ingest(await findSources(paths), { graph, vectors, embedder, extract })
  return {
    graph,
    vectors,
    retriever: createRetriever({ graph, vectors, embedder }),
    embedder,
    close: async () => {
      await vectors.close()
      await graph.close()
      await embedder.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
