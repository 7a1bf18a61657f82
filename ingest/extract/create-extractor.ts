import type { Chunk } from '#core/chunk.ts'
import type { Document } from '#core/document.ts'
import type { ChunkKnowledge } from '#core/knowledge.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { extractByRules } from './extract-by-rules.ts'
import { createModelExtractor, type ModelExtractionReport } from './extract-by-model.ts'

/** From a document and its chunks to what each chunk tells, one result a chunk, in the order of the chunks. */
export type Extractor = (
  document: Document,
  chunks: readonly Chunk[],
  options?: { signal?: AbortSignal | undefined },
) => Promise<ChunkKnowledge[]>

/** `rules`: no model call. `llm`: the same, and one call a chunk whose relations are added where the text bears them out. */
export function createExtractor(
  options:
    | { mode: 'rules' }
    | { mode: 'llm'; model: ChatModel; onReport?: (documentId: string, report: ModelExtractionReport) => void },
): Extractor {
  if (options.mode === 'llm') {
    const extractWithModel = createModelExtractor({ model: options.model })
    return async (document, chunks, { signal } = {}) => {
      const { knowledge, report } = await extractWithModel(document, chunks, signal === undefined ? {} : { signal })
      options.onReport?.(document.id, report)
      return knowledge
    }
  }
  return extractByRules
}
