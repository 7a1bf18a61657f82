import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { SearchHit } from '#core/search.ts'
import { openLanceDbVectorStore } from '#graph/lancedb-vector-store.ts'
import { createRetriever, fullEffort, fusedEffort, type RetrieverStores } from '#graph/retrieve/create-retriever.ts'
import { measureRarity } from '#graph/retrieve/measure-rarity.ts'
import { createPassageReader } from '#graph/retrieve/read-passages.ts'
import { allHeadParts, searchBridges, type BridgeSearchOptions } from '#graph/retrieve/search-bridges.ts'
import { openSqliteGraphStore } from '#graph/sqlite-graph-store.ts'
import { openEmbedder } from '#models/open-embedder.ts'
import { readConfig } from '#src/config.ts'
import { interval, mean } from './retrieval/bootstrap.ts'
import { ingestDataset } from './retrieval/ingest-dataset.ts'
import { readDataset, type Dataset } from './retrieval/read-dataset.ts'

/**
 * Retrieval on a folder of passages and multi-hop questions (see `readDataset`), through the product's own stores, embedder
 * and search, no language model. Prints the figures of the default mode and, by name, of every other mode and of the default
 * with parts switched off, with 95 % bootstrap intervals and the paired difference to the default.
 * Usage: node test/bench/retrieval.ts --dataset DIR [--json] [--own] [--keep FOLDER] [--only NAME,NAME]
 * --own: leave the given triples out. --keep: the stores stay there and are used again.
 */
const { values: flags } = parseArgs({
  options: {
    dataset: { type: 'string' },
    json: { type: 'boolean', default: false },
    own: { type: 'boolean', default: false },
    keep: { type: 'string' },
    only: { type: 'string' },
  },
})
if (flags.dataset === undefined)
  throw new Error('Expected --dataset DIR, a folder with *_corpus.json and a file of questions.')
const cutOffs = [1, 2, 5, 10] as const
const wholeAt = [5, 8] as const
/** A passage may be several chunks, so more chunks are asked for than passages are counted. */
const limit = 20

const dataset = readDataset(flags.dataset)
const triples = flags.own ? undefined : dataset.triples
const folder = flags.keep ?? mkdtempSync(join(tmpdir(), 'nacre-retrieval-'))
const { models, cacheFolder } = readConfig({}, process.env)
const embedder = await openEmbedder(models.embedder, { cacheFolder })
const { id: embedderId, dimensions } = embedder
const vectors = await openLanceDbVectorStore({ folder: join(folder, 'vectors'), embedderId, dimensions })
const graph = openSqliteGraphStore(join(folder, 'graph.sqlite'))
const stores: RetrieverStores = { graph, vectors, embedder }
try {
  const reading = performance.now()
  await ingestDataset(dataset, triples, stores)
  const ingestSeconds = (performance.now() - reading) / 1000
  const report = await measureAll(dataset)
  const { documents, chunks, entities, relations } = await graph.stats()
  const corpus = {
    documents,
    chunks,
    entities,
    relations,
    triples: triples === undefined ? 'own extraction' : 'given',
    ...dataset.counts,
  }
  const result = { ...report, questions: dataset.questions.length, corpus, ingestSeconds: round(ingestSeconds) }
  if (flags.json) console.log(JSON.stringify(result))
  else printTable(result)
} finally {
  await vectors.close()
  await graph.close()
  await embedder.close()
  if (flags.keep === undefined) rmSync(folder, { recursive: true, force: true })
}

type Search = (query: string) => Promise<readonly SearchHit[]>

async function waysToSearch(): Promise<ReadonlyMap<string, Search>> {
  const retriever = createRetriever(stores)
  const bridgeStores = { ...stores, read: createPassageReader(stores), rarity: await measureRarity(graph) }
  const bridges =
    (options: Omit<BridgeSearchOptions, 'limit'>): Search =>
    (query) =>
      searchBridges(query, { limit, ...options }, bridgeStores)
  const modes = (['fused', 'text', 'vector', 'hybrid', 'neighbours', 'path', 'graph', 'bridge'] as const).map(
    (mode): [string, Search] => [mode, (query) => retriever.search(query, { mode, limit })],
  )
  const without = (part: keyof typeof allHeadParts): Search =>
    bridges({ effort: fusedEffort, parts: { ...allHeadParts, [part]: false } })
  return new Map<string, Search>([
    ...modes,
    ['one hop', bridges({ effort: { ...fullEffort, hops: 1 } })],
    ['no bridges', bridges({ effort: undefined })],
    ['no bridges, no sentences', bridges({ effort: undefined, parts: { ...allHeadParts, sentences: false } })],
    ['fused without sentences in the head', without('sentences')],
    ['fused without words', without('words')],
    ['fused without titles', without('titles')],
    ['fused without names', without('names')],
  ])
}

interface Measured {
  /** One value a question for each figure. */
  readonly values: Readonly<Record<string, readonly number[]>>
  readonly milliseconds: { readonly p50: number; readonly p95: number }
}

async function measureAll({ questions }: Dataset) {
  const only = flags.only?.split(',')
  const ways = [...(await waysToSearch())].filter(
    ([name]) => only === undefined || name === 'fused' || only.includes(name),
  )
  const measured = new Map<string, Measured>()
  for (const [name, search] of ways) {
    measured.set(name, await measure(questions, search))
    if (!flags.json) console.error(`${name} …`)
  }
  const best = measured.get('fused')!
  const tables = [...measured].map(([name, found]) => {
    const table = tableOf(found)
    if (name === 'fused') return [name, table] as const
    const differences = Object.fromEntries(
      Object.entries(found.values).map(([figure, values]) => [
        figure,
        interval(best.values[figure]!.map((value, at) => value - values[at]!)).map(round),
      ]),
    )
    return [name, { ...table, 'fused is better by, 95 %': differences }] as const
  })
  const { fused, ...ablations } = Object.fromEntries(tables)
  return { ...fused!, ablations }
}

async function measure(questions: Dataset['questions'], search: Search): Promise<Measured> {
  const values: Record<string, number[]> = {}
  const times: number[] = []
  // The first search opens files and models.
  await search(questions[0]!.text)
  for (const { text, gold } of questions) {
    const start = performance.now()
    const hits = await search(text)
    times.push(performance.now() - start)
    const found = [...new Set(hits.map(({ documentId }) => documentId))]
    const recall = (count: number): number => found.slice(0, count).filter((id) => gold.has(id)).length / gold.size
    for (const count of cutOffs) (values[`recall@${count}`] ??= []).push(recall(count))
    for (const count of wholeAt) (values[`allgold@${count}`] ??= []).push(Number(recall(count) === 1))
  }
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0)
  return { values, milliseconds: { p50: at(0.5), p95: at(0.95) } }
}

function tableOf({ values, milliseconds }: Measured) {
  const figures = Object.entries(values)
  return {
    ...Object.fromEntries(figures.map(([name, list]) => [name, round(mean(list))])),
    intervals: Object.fromEntries(figures.map(([name, list]) => [name, interval(list).map(round)])),
    milliseconds,
  }
}

function printTable({ ablations, ...fused }: Awaited<ReturnType<typeof measureAll>> & Record<string, unknown>): void {
  const names = [...cutOffs.map((count) => `recall@${count}`), ...wholeAt.map((count) => `allgold@${count}`)]
  console.log(`| Way | ${names.join(' | ')} | p95 ms |\n|---|${names.map(() => '---|').join('')}---|`)
  for (const [name, table] of Object.entries({ fused, ...ablations } as Record<string, Record<string, unknown>>)) {
    const { p95 } = table.milliseconds as Measured['milliseconds']
    console.log(`| ${name} | ${names.map((figure) => String(table[figure])).join(' | ')} | ${p95} |`)
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
