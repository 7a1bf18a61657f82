import { setImmediate } from 'node:timers/promises'
import { throwIfCancelled } from '#core/errors.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { extractionCall } from './extract/extraction-call.ts'
import type { Sources } from './load/find-sources.ts'
import { loadDocuments } from './load/load-documents.ts'
import type { LoadFailure } from './load/load-result.ts'
import type { ParseLimits } from './load/parse-process.ts'
import { chunksOf, type SplitEmbedder } from './split.ts'

/** What a run would read and cost, before its first call. Tokens are estimates by the embedder's tokenizer. */
export interface IngestEstimate {
  /** Documents that are not there yet, their characters and chunks. */
  readonly documents: number
  readonly characters: number
  readonly chunks: number
  /** Documents that are there already. */
  readonly skipped: number
  readonly failed: readonly Pick<LoadFailure, 'source' | 'code' | 'message'>[]
  /** Model calls; 0 without a model. Replies that are in the call cache cost nothing, so a second run costs less. */
  readonly calls: number
  readonly inputTokens: number
  /** An upper bound: no reply is longer. */
  readonly outputTokens: number
  /** In the currency of the prices given; an upper bound. */
  readonly price?: number
}

/** Chunks between two turns of the event loop. */
const chunksPerTurn = 16

/**
 * Says what `ingest` of these sources would do: parses and splits them, but embeds, calls and writes nothing. With
 * `extract: 'llm'` it counts one call for each chunk. Errors: `cancelled`.
 */
export async function estimateIngest(
  sources: Sources,
  { graph, embedder }: { graph: Pick<GraphStore, 'hasDocuments'>; embedder: SplitEmbedder },
  options: {
    extract: 'rules' | 'llm'
    /** Of a million tokens. */
    prices?: { input: number; output: number } | undefined
    signal?: AbortSignal
    limits?: Partial<ParseLimits>
  },
): Promise<IngestEstimate> {
  const { signal, limits, prices } = options
  const isKnown = async (id: string): Promise<boolean> => (await graph.hasDocuments([id])).has(id)
  const total = { documents: 0, characters: 0, chunks: 0, skipped: 0, calls: 0, inputTokens: 0, outputTokens: 0 }
  const failed: IngestEstimate['failed'][number][] = sources.failed.map(nameFailure)
  const frameTokens = embedder.countTokens(extractionCall.render(''))
  const seen = new Set<string>()
  for await (const loaded of loadDocuments(sources.files, {
    ...(signal === undefined ? {} : { signal }),
    ...(limits === undefined ? {} : { limits }),
    isKnown,
  })) {
    if (!loaded.ok) {
      failed.push(nameFailure(loaded))
      continue
    }
    const id = loaded.isKnown ? loaded.documentId : loaded.document.id
    if (loaded.isKnown || seen.has(id)) {
      total.skipped++
      continue
    }
    seen.add(id)
    total.documents++
    total.characters += loaded.document.text.length
    for (const { text } of chunksOf(loaded.document, embedder, 'retrieval')) {
      total.chunks++
      if (options.extract === 'llm') {
        total.calls++
        total.inputTokens += frameTokens + embedder.countTokens(text)
        total.outputTokens += extractionCall.maxTokens
      }
      if (total.chunks % chunksPerTurn === 0) {
        await setImmediate()
        throwIfCancelled(signal)
      }
    }
  }
  const price =
    prices === undefined
      ? undefined
      : (total.inputTokens * prices.input + total.outputTokens * prices.output) / 1_000_000
  return { ...total, failed, ...(price === undefined ? {} : { price }) }
}

function nameFailure({ source, code, message }: Pick<LoadFailure, 'source' | 'code' | 'message'>): {
  source: string
  code: LoadFailure['code']
  message: string
} {
  return { source, code, message }
}
