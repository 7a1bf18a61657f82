import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { openLanceDbVectorStore } from '#graph/lancedb-vector-store.ts'
import type { VectorRow } from '#graph/vector-store.ts'
import { makeRandom, type Random } from '#test/make-random.ts'

/**
 * Searches a synthetic index by meaning, by words, and by both at once (both run together, as hybrid search does) and
 * prints one line of JSON. Vectors are random, which is the hardest case for an approximate index: nothing is near.
 * Usage: node test/bench/search-100k.ts [chunks=100000] [queries=200]
 */
const chunks = Number(process.argv[2] ?? 100_000)
const queries = Number(process.argv[3] ?? 200)
const dimensions = 384
const wordsOfChunk = 160
const vocabulary = 20_000
const limit = 50

const random = makeRandom(1)
const words = Array.from({ length: vocabulary }, (_, index) => makeWord(index))
const folder = mkdtempSync(join(tmpdir(), 'nacre-bench-'))
try {
  const store = await openLanceDbVectorStore({ folder, embedderId: 'random', dimensions })
  const writing = performance.now()
  for (let start = 0; start < chunks; start += 2000) {
    const count = Math.min(2000, chunks - start)
    await store.upsert(Array.from({ length: count }, (_, index) => makeRow(start + index)))
  }
  const written = performance.now()
  await store.optimize()
  const optimized = performance.now()
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
  await store.close()
  const milliseconds = Object.fromEntries(Object.entries(found).map(([name, times]) => [name, summary(times)]))
  const seconds = { upsert: (written - writing) / 1000, optimize: (optimized - written) / 1000 }
  console.log(JSON.stringify({ chunks, dimensions, queries, seconds, milliseconds }))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function makeRow(index: number): VectorRow {
  const id = `chunk_${String(index).padStart(8, '0')}`
  return {
    id,
    documentId: `doc_${Math.floor(index / 20)}`,
    text: makeText(random, wordsOfChunk),
    vector: makeVector(random),
  }
}

/** Words by Zipf's law, as in real text: the second word is half as frequent as the first. */
function makeText(random: Random, length: number): string {
  return Array.from({ length }, () => words[Math.floor(vocabulary ** random.next()) - 1]).join(' ')
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
