import type { Chunk } from '#core/chunk.ts'
import type { Document } from '#core/document.ts'
import type { ChunkKnowledge } from '#core/knowledge.ts'

/**
 * Reads what the chunks of a document tell: one result a chunk, in the same order, the same for the same input. Nothing
 * is written. Errors: `cancelled`; with a model also `unavailable`, `budget-exceeded`.
 */
export type ExtractKnowledge = (
  document: Document,
  chunks: readonly Chunk[],
  options?: { signal?: AbortSignal },
) => Promise<readonly ChunkKnowledge[]>
