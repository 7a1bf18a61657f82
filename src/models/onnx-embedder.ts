import { readFile, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import type { InferenceSession } from 'onnxruntime-node'
import { NacreError, throwIfCancelled } from '#core/errors.ts'
import type { Embedder } from './embedder.ts'
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

  function encode(text: string): bigint[] {
    const ids = [BigInt(tokenizer.startId)]
    tokenizer.forEachToken(text, (tokenId) => ids.push(BigInt(tokenId)))
    ids.push(BigInt(tokenizer.endId))
    return ids
  }

  async function embedOne(text: string): Promise<Float32Array> {
    const ids = encode(text)
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
    const vector = averageTokens(hidden?.data as Float32Array, ids.length)
    hidden?.dispose()
    return vector
  }

  return {
    id,
    dimensions,
    maxTokens,
    countTokens,
    tokenOffsets,
    async embed(texts, { signal } = {}) {
      for (const [index, text] of texts.entries()) {
        const tokens = countTokens(text)
        if (tokens > maxTokens) {
          throw new NacreError(
            'invalid-input',
            `Expected texts of at most ${maxTokens} tokens; text ${index + 1} of ${texts.length} has ${tokens}. ` +
              'Split it at tokenOffsets() first.',
          )
        }
      }
      const vectors: Float32Array[] = []
      for (const text of texts) {
        throwIfCancelled(signal)
        vectors.push(await embedOne(text))
      }
      return vectors
    },
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

/** Mean of the `tokens` rows of `hidden` (row-major, `dimensions` wide), scaled to length 1. */
function averageTokens(hidden: Float32Array, tokens: number): Float32Array {
  const vector = new Float32Array(dimensions)
  for (let dimension = 0; dimension < dimensions; dimension++) {
    let sum = 0
    for (let token = 0; token < tokens; token++) sum += hidden[token * dimensions + dimension]!
    vector[dimension] = sum
  }
  const norm = Math.hypot(...vector)
  if (!(norm > 0)) {
    throw new NacreError('unavailable', 'Expected a vector from the embedding model; got zeros or no numbers.')
  }
  for (let dimension = 0; dimension < dimensions; dimension++) vector[dimension]! /= norm
  return vector
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
