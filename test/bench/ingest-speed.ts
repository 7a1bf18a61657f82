import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Document } from '#core/document.ts'
import { openLanceDbVectorStore } from '#graph/lancedb/lancedb-vector-store.ts'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import { createExtractor } from '#ingest/extract/create-extractor.ts'
import { ingest } from '#ingest/ingest.ts'
import { findSources } from '#ingest/load/find-sources.ts'
import { loadDocuments } from '#ingest/load/load-documents.ts'
import { splitDocument } from '#ingest/split.ts'
import { openTestEmbedder } from '#test/open-test-embedder.ts'

/**
 * Compares ingest without a model to a bare loop that only embeds the same chunks, in turns so that both meet the same
 * machine, and prints one line of JSON: `ratio` = bare seconds / ingest seconds, `peakMegabytes` = most memory of this
 * process and its parser together (Linux), `growth` = time for ten times as many short documents / time. Processor
 * seconds are told, too: they vary less where the machine is shared.
 * Usage: node test/bench/ingest-speed.ts [--corpus PATH=examples/corpus] [--turns 4] [--short 30]
 */
const { values } = parseArgs({
  options: {
    corpus: { type: 'string', default: 'examples/corpus' },
    turns: { type: 'string', default: '4' },
    short: { type: 'string', default: '30' },
  },
})
interface Time {
  readonly seconds: number
  readonly processorSeconds: number
}
const nothing: Time = { seconds: 0, processorSeconds: 0 }

const turns = Number(values.turns)
const short = Number(values.short)

const folder = mkdtempSync(join(tmpdir(), 'nacre-bench-'))
const embedder = await openTestEmbedder()
const peak = watchMemory()
try {
  const documents: Document[] = []
  for await (const result of loadDocuments((await findSources([values.corpus])).files)) {
    if (result.ok && !result.isKnown) documents.push(result.document)
  }
  await embedder.embed(['The model is loaded.'])

  const stores = await openStores('corpus')
  const totals = { chunks: 0, bare: nothing, ingest: nothing }
  for (let turn = 0; turn < turns; turn++) {
    const group = documents.filter((_, index) => index % turns === turn)
    const texts = group.flatMap((document) => splitDocument(document, embedder, 'retrieval').map(({ text }) => text))
    totals.bare = sum(
      totals.bare,
      await timeOf(async () => {
        for (const text of texts) await embedder.embed([text])
      }),
    )
    const path = writeLines(`turn-${turn}`, group)
    const sources = await findSources([path])
    totals.ingest = sum(totals.ingest, await timeOf(() => ingest(sources, stores)))
    totals.chunks += texts.length
  }
  const peakMegabytes = Math.round(peak.bytes / 1e6)
  await stores.close()

  const few = await timeForShort(short)
  const many = await timeForShort(short * 10)
  console.log(
    JSON.stringify({
      corpus: values.corpus,
      documents: documents.length,
      ...totals,
      ratio: totals.bare.seconds / totals.ingest.seconds,
      processorRatio: totals.bare.processorSeconds / totals.ingest.processorSeconds,
      peakMegabytes,
      growth: {
        documents: [short, short * 10],
        few,
        many,
        ratio: many.seconds / few.seconds,
        processorRatio: many.processorSeconds / few.processorSeconds,
      },
    }),
  )

  async function timeForShort(count: number): Promise<Time> {
    const texts = documents.flatMap(({ text }) => text.match(/[^]{1,900}/g) ?? [])
    const lines = Array.from({ length: count }, (_, index) => ({
      title: `Short ${index}`,
      text: `${index}. ${texts[index % texts.length]}`,
    }))
    const own = await openStores(`short-${count}`)
    const sources = await findSources([writeLines(`short-${count}`, lines)])
    const time = await timeOf(() => ingest(sources, own))
    await own.close()
    return time
  }
} finally {
  peak.stop()
  await embedder.close()
  rmSync(folder, { recursive: true, force: true })
}

function writeLines(name: string, documents: readonly { readonly title: string; readonly text: string }[]): string {
  const path = join(folder, `${name}.jsonl`)
  writeFileSync(path, documents.map(({ title, text }) => JSON.stringify({ title, text })).join('\n'))
  return path
}

async function openStores(name: string) {
  const graph = openSqliteGraphStore(join(folder, `${name}.sqlite`))
  const vectors = await openLanceDbVectorStore({
    folder: join(folder, name),
    embedderId: embedder.id,
    dimensions: embedder.dimensions,
  })
  const close = async (): Promise<void> => {
    await graph.close()
    await vectors.close()
  }
  return { graph, vectors, embedder, extract: createExtractor({ mode: 'rules' }), close }
}

async function timeOf(work: () => Promise<unknown>): Promise<Time> {
  const started = performance.now()
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return { seconds: (performance.now() - started) / 1000, processorSeconds: (user + system) / 1e6 }
}

function sum(a: Time, b: Time): Time {
  return { seconds: a.seconds + b.seconds, processorSeconds: a.processorSeconds + b.processorSeconds }
}

/** The most memory that this process and its children take together, looked at ten times a second. */
function watchMemory(): { readonly bytes: number; stop(): void } {
  let bytes = 0
  const residentOf = (id: string): number => {
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]
    return Number(kilobytes ?? 0) * 1024
  }
  const timer = setInterval(() => {
    let sum = process.memoryUsage.rss()
    try {
      const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ')
      for (const child of children.filter((id) => id.trim() !== '')) sum += residentOf(child)
    } catch {
      // Not Linux, or a child that has just ended.
    }
    bytes = Math.max(bytes, sum)
  }, 100)
  return {
    get bytes() {
      return bytes
    },
    stop: () => clearInterval(timer),
  }
}
