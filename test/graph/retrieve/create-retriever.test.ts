import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeId } from '#core/id.ts'
import { searchModes, type SearchHit, type SearchMode } from '#core/search.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { openLanceDbVectorStore } from '#graph/lancedb/lancedb-vector-store.ts'
import { createRetriever, type Retriever } from '#graph/retrieve/create-retriever.ts'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import { createDocumentWriter } from '#ingest/document-writer.ts'
import { createExtractor } from '#ingest/extract/create-extractor.ts'
import { prepareDocument } from '#ingest/prepare-document.ts'
import type { Embedder } from '#models/embedder.ts'
import { openTestEmbedder } from '#test/open-test-embedder.ts'

const texts: readonly (readonly [title: string, text: string])[] = [
  [
    'Velmora plate',
    'The Velmora plate is a scratch-proof window of the harbour ferry. It is coated by the Ostrand process.',
  ],
  [
    'Ostrand process',
    'The Ostrand process lays down silicon carbide from a vapour. It was worked out by Maren Tolle in a shed.',
  ],
  ['Maren Tolle', 'Maren Tolle was an engineer. She grew up in Hjelmby and kept bees all her life.'],
  ['Silicon carbide', 'Silicon carbide is a hard ceramic. It wears slowly, and it conducts heat well.'],
  ['Harbour ferry', 'The harbour ferry crosses the bay in twelve minutes. Its windows are washed each morning.'],
  ['Glass', 'Glass is hard and brittle. Windows of glass are scratched by sand.'],
  [
    'Engineers of the coast',
    'Many engineers of the coast grew up in small towns and went to sea before they were twenty.',
  ],
  ['Bees', 'Bees build combs of wax. The wax softens when it is warm.'],
  ['Alumina', 'Alumina is a hard oxide. It is used for cutting tools and for windows of furnaces.'],
]
const idOf = (title: string): string => makeId('doc', title)
const twoHops = 'Where did the person grow up who worked out the process that coats the Velmora plate?'

describe('retrieval with real stores and the real embedder', () => {
  let folder: string
  let graph: GraphStore
  let vectors: VectorStore
  let embedder: Embedder
  let retriever: Retriever
  const add = async (title: string, text: string): Promise<void> => {
    const extract = createExtractor({ mode: 'rules' })
    const writer = createDocumentWriter({ graph, vectors }, () => undefined)
    const full = `${title}\n\n${text}`
    const document = { id: idOf(title), title, source: title, mediaType: 'text/plain', text: full, pages: [] }
    await writer.add(await prepareDocument(document, { vectors, embedder, extract }))
    await writer.flush()
  }
  const titles = (hits: readonly SearchHit[]): string[] => hits.map(({ title }) => title)
  const search = (mode: SearchMode, query: string, limit = 3) => retriever.search(query, { mode, limit })

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nacre-retriever-'))
    embedder = await openTestEmbedder()
    const { id: embedderId, dimensions } = embedder
    graph = openSqliteGraphStore(join(folder, 'graph.sqlite'))
    vectors = await openLanceDbVectorStore({ folder: join(folder, 'vectors'), embedderId, dimensions })
    for (const [title, text] of texts) await add(title, text)
    retriever = createRetriever({ graph, vectors, embedder })
  })
  afterAll(async () => {
    await vectors.close()
    await graph.close()
    await embedder.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it.each(['fused', 'bridge'] as const)('follows what passages say to the one that answers, by %s', async (mode) => {
    const hits = await search(mode, twoHops)
    expect(titles(hits).sort()).toEqual(['Maren Tolle', 'Ostrand process', 'Velmora plate'])
    const answer = hits.find(({ title }) => title === 'Maren Tolle')
    const chain = answer?.why.find((reason) => reason.kind === 'bridge')
    expect(chain?.kind === 'bridge' && chain.steps.length).toBeGreaterThan(0)
    if (chain?.kind !== 'bridge') return
    for (const { chunkId, title, bridge, question, documentId } of chain.steps) {
      expect((await graph.getChunks([chunkId])).get(chunkId)?.documentId).toBe(documentId)
      expect(documentId).toBe(idOf(title))
      expect(question).toContain(bridge)
    }
  })

  it('finds what neither meaning nor words find', async () => {
    expect(titles(await search('hybrid', twoHops))).not.toContain('Maren Tolle')
  })

  it.each(searchModes)('gives reasons, at most as many hits as asked, the same each time, by %s', async (mode) => {
    const query = 'Which hard ceramic is used for windows and cutting tools, alumina or silicon carbide?'
    const hits = await search(mode, query, 2)
    expect(hits.length).toBeLessThanOrEqual(2)
    if (mode !== 'path') expect(hits.length).toBeGreaterThan(0)
    for (const { why } of hits) expect(why.length).toBeGreaterThan(0)
    expect(await search(mode, query, 2)).toEqual(hits)
    await expect(search(mode, '  ')).rejects.toMatchObject({ code: 'invalid-input' })
    const cancelled = retriever.search(query, { mode, limit: 2, signal: AbortSignal.abort() })
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('says from what the query names a walk came', async () => {
    const hits = await search('graph', 'silicon carbide', 4)
    const walked = hits.flatMap(({ why }) => why).filter((reason) => reason.kind === 'graph')
    expect(walked.some(({ path }) => path.includes('silicon carbide'))).toBe(true)
  })

  it('finds a new document at once, and never a deleted one, not even on the way', async () => {
    await add('Hjelmby', 'Hjelmby is a town on the coast. It is known for the Velmora fair.')
    expect(titles(await search('fused', 'Which town is known for the Velmora fair?'))).toContain('Hjelmby')
    await graph.deleteDocument(idOf('Ostrand process'))
    const hits = await search('fused', twoHops, 9)
    expect(titles(hits)).not.toContain('Ostrand process')
    const steps = hits.flatMap(({ why }) => why.flatMap((reason) => (reason.kind === 'bridge' ? reason.steps : [])))
    expect(steps.map(({ title }) => title)).not.toContain('Ostrand process')
  })
})
