import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { DocumentKnowledge } from '#core/knowledge.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { openLanceDbVectorStore } from '#graph/lancedb/lancedb-vector-store.ts'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { wordEmbedder } from '#test/word-embedder.ts'

/** Real stores that know these documents, for one test. */
export async function openKnowledge(
  documents: readonly DocumentKnowledge[],
): Promise<{ graph: GraphStore; vectors: VectorStore; embedder: typeof wordEmbedder }> {
  const folder = temporaryFolder()
  const { id, dimensions } = wordEmbedder
  const graph = openSqliteGraphStore(join(folder, 'graph.sqlite'))
  const vectors = await openLanceDbVectorStore({ folder: join(folder, 'vectors'), embedderId: id, dimensions })
  onTestFinished(async () => {
    await vectors.close()
    await graph.close()
  })
  for (const knowledge of documents) {
    const embedded = await wordEmbedder.embed(knowledge.chunks.map((chunk) => chunk.text))
    await vectors.upsert(knowledge.chunks.map((chunk, at) => ({ ...chunk, vector: embedded[at]! })))
    await graph.putDocument(knowledge)
  }
  return { graph, vectors, embedder: wordEmbedder }
}
