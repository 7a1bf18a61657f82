import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import type { Chunk } from '#core/chunk.ts'
import { sha256 } from '#core/id.ts'
import type { ChunkKnowledge, DocumentKnowledge, Entity } from '#core/knowledge.ts'
import { openLanceDbVectorStore } from '#graph/lancedb/lancedb-vector-store.ts'
import { createRetriever } from '#graph/retrieve/create-retriever.ts'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import type { VectorRow } from '#graph/vector-store.ts'
import { openEmbedder } from '#models/open-embedder.ts'
import { readConfig } from '#src/config.ts'
import { makeRandom, type Random } from '#test/make-random.ts'

/**
 * Searches a synthetic corpus and prints one line of JSON: the index alone (`vector`, `text`, `both` at once), and the
 * product's own search from text to passages (`hybrid`, `bridge`, `fused`), with the real embedder. Vectors are random, which
 * is the hardest case for an approximate index: nothing is near, and no passage is remembered from the query before.
 * Usage: node test/bench/search-100k.ts [--chunks 100000] [--queries 200] [--searches 60] [--keep FOLDER] [--seconds S]
 * --keep: what is written stays there and is used again. --seconds: stops writing after so long; the next run goes on.
 */
const { values: flags } = parseArgs({
  options: {
    chunks: { type: 'string', default: '100000' },
    queries: { type: 'string', default: '200' },
    searches: { type: 'string', default: '60' },
    keep: { type: 'string' },
    seconds: { type: 'string', default: 'Infinity' },
  },
})
const chunks = Number(flags.chunks)
const queries = Number(flags.queries)
const retrieverQueries = Number(flags.searches)
const dimensions = 384
const chunksPerDocument = 200
const wordsOfChunk = 160
const sentencesOfChunk = 7
const namesOfChunk = 8
const mentionsOfChunk = 6
const vocabulary = 20_000
const limit = 50

let random = makeRandom(1)
const words = Array.from({ length: vocabulary }, (_, index) => makeWord(index))
/** Enough different ones for any ranking; making each anew would take longer than all else. */
const sentenceVectors = Array.from({ length: 2_000 }, () => makeVector(random))
const { models, cacheFolder } = readConfig({}, process.env)
const embedder = await openEmbedder(models.embedder, { cacheFolder })
const folder = flags.keep ?? mkdtempSync(join(tmpdir(), 'nacre-bench-'))
try {
  const store = await openLanceDbVectorStore({ folder: join(folder, 'vectors'), embedderId: 'random', dimensions })
  const graph = openSqliteGraphStore(join(folder, 'graph.sqlite'))
  const writing = performance.now()
  const there = new Set(await graph.documentIds())
  let done = 0
  let waiting: DocumentKnowledge[] = []
  let rows: VectorRow[] = []
  const write = async (): Promise<void> => {
    await store.upsert(rows)
    for (const knowledge of waiting) await graph.putDocument(knowledge)
    ;[waiting, rows] = [[], []]
  }
  for (let start = 0; start < chunks; start += chunksPerDocument) {
    done = start
    if (there.has(idOf(start))) continue
    if (performance.now() - writing > Number(flags.seconds) * 1000) break
    // Each document draws from its own numbers, so that a run that goes on writes the same.
    random = makeRandom(1_000 + start)
    const made = makeDocument(start, Math.min(chunksPerDocument, chunks - start))
    waiting.push(made.knowledge)
    rows.push(...made.rows)
    if (rows.length >= 2_000) await write()
  }
  await write()
  const written = performance.now()
  if (done + chunksPerDocument < chunks) {
    console.log(`Written ${done} of ${chunks} chunks. Run it again with the same --keep to go on.`)
    process.exit()
  }
  await store.optimize()
  const optimized = performance.now()
  random = makeRandom(2)
  const found = { vector: [] as number[], text: [] as number[], both: [] as number[] }
  for (let index = 0; index < queries; index += 1) {
    const vector = makeVector(random)
    const text = makeText(random, 12)
    found.vector.push(await timed(() => store.search(vector, { limit })))
    found.text.push(await timed(() => store.searchText(text, { limit })))
    found.both.push(
      await timed(() => Promise.all([store.search(vector, { limit }), store.searchText(text, { limit })])),
    )
  }
  const retriever = createRetriever({ graph, vectors: store, embedder })
  const searched = { hybrid: [] as number[], bridge: [] as number[], fused: [] as number[] }
  /** What this process computes for a search, all threads together: it does not depend on what else the machine does. */
  const processorMs = { hybrid: 0, bridge: 0, fused: 0 }
  for (let index = -1; index < retrieverQueries; index += 1) {
    for (const mode of ['hybrid', 'bridge', 'fused'] as const) {
      const query = makeText(random, 10, 2)
      const before = process.cpuUsage()
      const time = await timed(() => retriever.search(query, { mode, limit: 10 }))
      const { user, system } = process.cpuUsage(before)
      // The first search of each kind opens the model and measures the words.
      if (index < 0) continue
      searched[mode].push(time)
      processorMs[mode] += (user + system) / 1000 / retrieverQueries
    }
  }
  await store.close()
  await graph.close()
  await embedder.close()
  const times = Object.entries({ ...found, ...searched })
  const milliseconds = Object.fromEntries(times.map(([name, list]) => [name, summary(list)]))
  const seconds = { write: (written - writing) / 1000, optimize: (optimized - written) / 1000 }
  console.log(
    JSON.stringify({ chunks, dimensions, queries, searches: retrieverQueries, seconds, milliseconds, processorMs }),
  )
} finally {
  if (flags.keep === undefined) rmSync(folder, { recursive: true, force: true })
}

function makeDocument(first: number, count: number): { rows: VectorRow[]; knowledge: DocumentKnowledge } {
  const documentId = idOf(first)
  const rows: VectorRow[] = []
  const parts: { chunk: Chunk; knowledge: ChunkKnowledge }[] = []
  let start = 0
  for (let index = 0; index < count; index += 1) {
    const id = `chunk_${sha256(String(first + index)).slice(0, 16)}`
    const text = makeText(random, wordsOfChunk, namesOfChunk)
    const sentences = Array.from({ length: sentencesOfChunk }, () => random.pick(sentenceVectors))
    rows.push({ id, documentId, text, vector: makeVector(random), sentences })
    const entities = Array.from({ length: mentionsOfChunk }, () => makeEntity())
    const mentions = entities.map(({ id: entityId }, at) => {
      return { id: `mention_${id}_${at}`, entityId, chunkId: id, start, end: start + 4, text: text.slice(0, 4) }
    })
    const place = { id, documentId, index, start, end: start + text.length }
    parts.push({
      chunk: { ...place, text, tokens: wordsOfChunk },
      knowledge: { chunkId: id, entities, mentions, relations: [], evidence: [], quantities: [] },
    })
    start += text.length
  }
  const text = parts.map(({ chunk }) => chunk.text).join('')
  const title = makeText(random, 4, 1)
  const document = { id: documentId, title, source: title, mediaType: 'text/plain', text, pages: [] }
  return {
    rows,
    knowledge: { document, chunks: parts.map(({ chunk }) => chunk), knowledge: parts.map((part) => part.knowledge) },
  }
}

function idOf(first: number): string {
  return `doc_${String(first).padStart(8, '0')}`
}

function makeEntity(): Entity {
  const name = makeText(random, 2)
  return { id: `entity_${name}`, type: 'Concept', key: name, name }
}

/** Words by Zipf's law, as in real text: the second word is half as frequent as the first. Names are two of them, capitalised. */
function makeText(random: Random, length: number, names = 0): string {
  const pick = (): string => words[Math.floor(vocabulary ** random.next()) - 1] ?? ''
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
  const every = names === 0 ? Infinity : Math.floor(length / names)
  return Array.from({ length }, (_, index) =>
    index % every === every - 1 ? `${capital(pick())} ${capital(pick())}` : pick(),
  ).join(' ')
}

function makeWord(index: number): string {
  const syllables = ['ba', 'ce', 'di', 'fo', 'gu', 'ha', 'ke', 'li', 'mo', 'nu', 'pa', 're', 'si', 'to', 'vu', 'xa']
  return [(index >> 12) & 15, (index >> 8) & 15, (index >> 4) & 15, index & 15]
    .map((digit) => syllables[digit])
    .join('')
}

function makeVector(random: Random): Float32Array {
  const vector = Float32Array.from({ length: dimensions }, () => random.normal())
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function summary(times: readonly number[]): { p50: number; p95: number; max: number } {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => Math.round(10 * (sorted[Math.ceil(share * sorted.length) - 1] ?? 0)) / 10
  return { p50: at(0.5), p95: at(0.95), max: at(1) }
}
