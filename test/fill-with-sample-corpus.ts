import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GraphStore } from '#graph/graph-store.ts'
import { openLanceDbVectorStore } from '#graph/lancedb/lancedb-vector-store.ts'
import { createExtractor } from '#ingest/extract/create-extractor.ts'
import { ingest } from '#ingest/ingest.ts'
import { findSources } from '#ingest/load/find-sources.ts'
import { makeRecords } from '#test/make-records.ts'
import { wordEmbedder } from '#test/word-embedder.ts'

const corpus = join(import.meta.dirname, '../examples/corpus')

/** Reads the whole sample corpus into a graph, as a user would, with a task, its answer and their pair about nacre. */
export async function fillWithSampleCorpus(graph: GraphStore): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'nacre-sample-'))
  // Passages as long as those of the real embedder.
  const embedder = { ...wordEmbedder, maxTokens: 256 }
  const { id, dimensions } = embedder
  const vectors = await openLanceDbVectorStore({ folder, embedderId: id, dimensions })
  try {
    const extract = createExtractor({ mode: 'rules' })
    const { failed } = await ingest(await findSources([corpus]), { graph, vectors, embedder, extract })
    if (failed.length > 0) throw new Error(`the sample corpus could not be read: ${JSON.stringify(failed)}`)
    const nacre = (await graph.listDocuments()).find(({ title }) => title === 'Nacre')
    const knowledge = nacre && (await graph.getKnowledge(nacre.id))
    if (knowledge === undefined) throw new Error('the sample corpus has no document called "Nacre"')
    const { task, trace, pair } = makeRecords([knowledge])
    await graph.putRecord('task', task)
    await graph.putRecord('trace', trace)
    await graph.putRecord('pair', pair)
  } finally {
    await vectors.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
