import { readFile, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import type { InferenceSession } from 'onnxruntime-node'
import { NacreError, throwIfCancelled } from '#core/errors.ts'
import type { EmbeddedParts, Embedder, TextParts } from './embedder.ts'
import { createWordPieceTokenizer } from './word-piece-tokenizer.ts'

export interface OnnxEmbedderOptions {
  /** ONNX file of a BERT sentence encoder with 384-dimensional `last_hidden_state`. */
  readonly modelPath: string
  /** The `tokenizer.json` of that model. */
  readonly tokenizerPath: string
  /** See `Embedder.id`. */
  readonly id: string
  /** Threads of one forward pass; all cores if not given. */
  readonly threads?: number
}

const dimensions = 384
/** all-MiniLM-L6-v2 was trained on 256 tokens; its 512 positions are there but say little. */
const maxTokens = 256

/**
 * Sentence embeddings in this process by ONNX Runtime: mean of `last_hidden_state` over the tokens, then L2 (Reimers and
 * Gurevych, arXiv 1908.10084). The model file is loaded at the first `embed`; counting tokens needs only the tokeniser.
 *
 * One text a forward pass: a batch of eight is no faster on a CPU and would hold the event loop eight times as long.
 * Errors: `not-found` (a file is missing), `invalid-input` (another kind of tokeniser).
 */
export async function createOnnxEmbedder(options: OnnxEmbedderOptions): Promise<Embedder> {
  const { modelPath, tokenizerPath, id, threads = availableParallelism() } = options
  await stat(modelPath).catch((cause) => throwMissing(modelPath, cause))
  const tokenizerText = await readFile(tokenizerPath, 'utf8').catch((cause) => throwMissing(tokenizerPath, cause))
  const tokenizer = createWordPieceTokenizer(parseTokenizer(tokenizerText, tokenizerPath))
  let session: Promise<InferenceSession> | undefined

  function countTokens(text: string): number {
    let count = 2
    tokenizer.forEachToken(text, () => count++)
    return count
  }

  function tokenOffsets(text: string): Uint32Array {
    let offsets = new Uint32Array(Math.max(16, text.length >> 2))
    let count = 0
    tokenizer.forEachToken(text, (_, start) => {
      if (count === offsets.length) {
        const larger = new Uint32Array(offsets.length * 2)
        larger.set(offsets)
        offsets = larger
      }
      offsets[count++] = start
    })
    return offsets.slice(0, count)
  }

  /** A pass over the model: the states of all tokens, and where each begins; -1 for those that are not text. */
  async function forward(text: string): Promise<{ states: Float32Array; starts: number[]; free: () => void }> {
    const ids = [BigInt(tokenizer.startId)]
    const starts = [-1]
    tokenizer.forEachToken(text, (tokenId, start) => {
      ids.push(BigInt(tokenId))
      starts.push(start)
    })
    ids.push(BigInt(tokenizer.endId))
    starts.push(-1)
    const { Tensor } = await import('onnxruntime-node')
    session ??= openSession(modelPath, threads)
    const loaded = await session
    const shape = [1, ids.length]
    const feeds: Record<string, InstanceType<typeof Tensor>> = {
      input_ids: new Tensor('int64', BigInt64Array.from(ids), shape),
      attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
      token_type_ids: new Tensor('int64', new BigInt64Array(ids.length), shape),
    }
    const { last_hidden_state: hidden } = await loaded.run(feeds)
    return { states: hidden?.data as Float32Array, starts, free: () => hidden?.dispose() }
  }

  async function embedOne({ text, parts }: TextParts): Promise<EmbeddedParts> {
    const { states, starts, free } = await forward(text)
    const vector = averageTokens(states, 0, starts.length)
    const vectors = parts.map(({ start, end }) => {
      // Tokens stand in order, so those of a stretch are neighbours.
      const first = starts.findIndex((at) => at >= start)
      let after = Math.max(0, first)
      while (after < starts.length && starts[after]! >= start && starts[after]! < end) after++
      return first === -1 || after === first ? vector : averageTokens(states, first, after)
    })
    free()
    return { vector, parts: vectors }
  }

  async function embedAll(texts: readonly TextParts[], signal: AbortSignal | undefined): Promise<EmbeddedParts[]> {
    for (const [index, { text }] of texts.entries()) {
      const tokens = countTokens(text)
      if (tokens > maxTokens) {
        throw new NacreError(
          'invalid-input',
          `Expected texts of at most ${maxTokens} tokens; text ${index + 1} of ${texts.length} has ${tokens}. ` +
            'Split it at tokenOffsets() first.',
        )
      }
    }
    const embedded: EmbeddedParts[] = []
    for (const text of texts) {
      throwIfCancelled(signal)
      embedded.push(await embedOne(text))
    }
    return embedded
  }

  return {
    id,
    dimensions,
    maxTokens,
    countTokens,
    tokenOffsets,
    async embed(texts, { signal } = {}) {
      const embedded = await embedAll(
        texts.map((text) => ({ text, parts: [] })),
        signal,
      )
      return embedded.map(({ vector }) => vector)
    },
    embedParts: (texts, { signal } = {}) => embedAll(texts, signal),
    async close() {
      const loaded = await session?.catch(() => undefined)
      session = undefined
      await loaded?.release()
    },
  }
}

async function openSession(modelPath: string, threads: number): Promise<InferenceSession> {
  const { InferenceSession } = await import('onnxruntime-node')
  return InferenceSession.create(modelPath, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // Spinning threads win nothing here and starve whatever else runs on a small machine.
    extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
  }).catch((cause: unknown) => {
    throw new NacreError(
      'unavailable',
      `Expected an ONNX model in ${modelPath}; it could not be loaded. Delete the file and run "nacre models pull".`,
      { cause },
    )
  })
}

/** Mean of the rows `first` to `after` of `states` (row-major, `dimensions` wide), scaled to length 1. */
function averageTokens(states: Float32Array, first: number, after: number): Float32Array {
  const sums = new Float64Array(dimensions)
  for (let at = first * dimensions; at < after * dimensions; at += dimensions) {
    for (let dimension = 0; dimension < dimensions; dimension++) sums[dimension]! += states[at + dimension]!
  }
  const norm = Math.hypot(...sums)
  if (!(norm > 0)) {
    throw new NacreError('unavailable', 'Expected a vector from the embedding model; got zeros or no numbers.')
  }
  return Float32Array.from(sums, (sum) => sum / norm)
}

function parseTokenizer(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new NacreError(
      'invalid-input',
      `Expected JSON in ${path}; it does not parse. Delete the file and run "nacre models pull".`,
      { cause },
    )
  }
}

function throwMissing(path: string, cause: unknown): never {
  throw new NacreError('not-found', `Expected a file ${path}; it cannot be read. Run "nacre models pull".`, { cause })
}
