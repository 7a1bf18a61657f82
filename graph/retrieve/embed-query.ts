import type { Embedder } from '#models/embedder.ts'
import { dot } from './score-passage.ts'

/** The unit vector of a query: the normalised mean of its pieces, each as long as the embedder takes. */
export async function embedQuery(
  query: string,
  embedder: Pick<Embedder, 'embedQueries' | 'tokenOffsets' | 'maxTokens'>,
  signal: AbortSignal | undefined,
): Promise<Float32Array> {
  const offsets = embedder.tokenOffsets(query)
  const step = embedder.maxTokens - 2
  const pieces: string[] = []
  for (let first = 0; first < Math.max(1, offsets.length); first += step) {
    pieces.push(query.slice(first === 0 ? 0 : offsets[first], offsets[first + step] ?? query.length))
  }
  const vectors = await embedder.embedQueries(pieces, signal === undefined ? {} : { signal })
  const [only] = vectors
  if (only !== undefined && vectors.length === 1) return only
  const sum = new Float32Array(only?.length ?? 0)
  for (const piece of vectors) for (let index = 0; index < sum.length; index += 1) sum[index]! += piece[index]!
  const length = Math.sqrt(dot(sum, sum))
  return sum.map((value) => value / length)
}
