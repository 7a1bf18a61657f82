import { readFile, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import type { InferenceSession } from 'onnxruntime-node'
import { NacreError, throwIfCancelled } from '#core/errors.ts'
import type { EmbeddedParts, Embedder, TextParts } from './embedder.ts'
import { OnnxLanes } from './onnx-lanes.ts'
import { averageTokens, dimensions, openSession, runEncoder } from './onnx-session.ts'
import { createWordPieceTokenizer } from './word-piece-tokenizer.ts'

export interface OnnxEmbedderOptions {
  /** ONNX file of a BERT sentence encoder with 384-dimensional `last_hidden_state`. */
  readonly modelPath: string
  /** The `tokenizer.json` of that model. */
  readonly tokenizerPath: string
  /** See `Embedder.id`. */
  readonly id: string
  /** Threads that embed at the same time; all cores if not given. */
  readonly threads?: number
}

/** all-MiniLM-L6-v2 was trained on 256 tokens; its 512 positions are there but say little. */
const maxTokens = 256
/** Each lane holds the model once more; a search has work for few. */
const mostLanes = 4

/**
 * Sentence embeddings in this process by ONNX Runtime: mean of `last_hidden_state` over the tokens, then L2 (Reimers and
 * Gurevych, arXiv 1908.10084). The model file is loaded at the first `embed`; counting tokens needs only the tokeniser.
 *
 * One text a forward pass: a batch of eight is no faster on a CPU and would hold the event loop eight times as long.
 * Texts to search with go through copies of the model that multiply in 8 bits, in threads of their own (`OnnxLanes`): at a
 * cosine of 0.995 in the median of 4,400 questions and 0.985 at least. Each copy is loaded when it is first needed.
 * Errors: `not-found` (a file is missing), `invalid-input` (another kind of tokeniser).
 */
export async function createOnnxEmbedder(options: OnnxEmbedderOptions): Promise<Embedder> {
  const { modelPath, tokenizerPath, id, threads = availableParallelism() } = options
  await stat(modelPath).catch((cause) => throwMissing(modelPath, cause))
  const tokenizerText = await readFile(tokenizerPath, 'utf8').catch((cause) => throwMissing(tokenizerPath, cause))
  const tokenizer = createWordPieceTokenizer(parseTokenizer(tokenizerText, tokenizerPath))
  let session: Promise<InferenceSession> | undefined
  const lanes = new OnnxLanes(modelPath, Math.min(threads, mostLanes))

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

  /** The tokens of a text as the model wants them, and where each begins in it; -1 for those that are not text. */
  function readTokens(text: string): { ids: number[]; starts: number[] } {
    const ids = [tokenizer.startId]
    const starts = [-1]
    tokenizer.forEachToken(text, (tokenId, start) => {
      ids.push(tokenId)
      starts.push(start)
    })
    ids.push(tokenizer.endId)
    starts.push(-1)
    return { ids, starts }
  }

  async function embedOne({ text, parts }: TextParts): Promise<EmbeddedParts> {
    const { ids, starts } = readTokens(text)
    const { states, free } = await runEncoder(await (session ??= openSession(modelPath, threads)), ids)
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

  function refuseLong(texts: readonly string[]): void {
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
  }

  async function embedParts(texts: readonly TextParts[], signal: AbortSignal | undefined): Promise<EmbeddedParts[]> {
    refuseLong(texts.map(({ text }) => text))
    const embedded: EmbeddedParts[] = []
    for (const text of texts) {
      throwIfCancelled(signal)
      embedded.push(await embedOne(text))
    }
    return embedded
  }

  async function embed(texts: readonly string[], signal: AbortSignal | undefined): Promise<Float32Array[]> {
    const embedded = await embedParts(
      texts.map((text) => ({ text, parts: [] })),
      signal,
    )
    return embedded.map(({ vector }) => vector)
  }

  async function embedQueries(texts: readonly string[], signal: AbortSignal | undefined): Promise<Float32Array[]> {
    refuseLong(texts)
    throwIfCancelled(signal)
    return Promise.all(texts.map((text) => lanes.embed(readTokens(text).ids, signal)))
  }

  return {
    id,
    dimensions,
    maxTokens,
    countTokens,
    tokenOffsets,
    embed: (texts, { signal } = {}) => embed(texts, signal),
    embedQueries: (texts, { signal } = {}) => embedQueries(texts, signal),
    embedParts: (texts, { signal } = {}) => embedParts(texts, signal),
    async close() {
      const opened = session
      session = undefined
      // One that could not be opened was told to whoever wanted it.
      await Promise.all([lanes.close(), opened?.then((loaded) => loaded.release()).catch(() => undefined)])
    },
  }
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
