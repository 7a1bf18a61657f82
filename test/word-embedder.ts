import { sha256 } from '#core/id.ts'
import type { Embedder } from '#models/embedder.ts'
import { unitVector } from '#test/unit-vector.ts'

const dimensions = 32

/** An embedder for tests that knows nothing but words: texts with the same words are near, whatever their order. */
export const wordEmbedder: Embedder = {
  id: 'words',
  dimensions,
  maxTokens: 64,
  countTokens: (text) => 2 + [...text.matchAll(/\S+/g)].length,
  tokenOffsets: (text) => Uint32Array.from([...text.matchAll(/\S+/g)], (match) => match.index),
  embed: async (texts) => texts.map(embedWords),
  embedQueries: async (texts) => texts.map(embedWords),
  embedParts: async (texts) =>
    texts.map(({ text, parts }) => ({
      vector: embedWords(text),
      parts: parts.map(({ start, end }) => embedWords(text.slice(start, end))),
    })),
  close: async () => {},
}

function embedWords(text: string): Float32Array {
  const sum = new Float32Array(dimensions)
  for (const [word] of text.toLowerCase().matchAll(/\p{L}+/gu)) {
    const vector = unitVector(Number.parseInt(sha256(word).slice(0, 6), 16), dimensions)
    for (const [at, value] of vector.entries()) sum[at]! += value
  }
  const length = Math.hypot(...sum)
  return length === 0 ? unitVector(0, dimensions) : sum.map((value) => value / length)
}
