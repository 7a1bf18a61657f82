/** Why a passage was found: which way led to it and how strongly. */
export type HitReason =
  | { readonly kind: 'vector'; readonly cosine: number; readonly rank: number }
  | { readonly kind: 'text'; readonly bm25: number; readonly rank: number }
  /** Found by a walk over the graph: its share of all visits, and the names from what the question speaks of to the passage. */
  | { readonly kind: 'graph'; readonly score: number; readonly path: readonly string[] }
  /**
   * Found by a question in which what other passages resolve was replaced by what they say, and how near it is to that;
   * `share` is the part of the hit's score that this gave, 0 to 1.
   */
  | {
      readonly kind: 'bridge'
      readonly cosine: number
      readonly share: number
      readonly steps: readonly BridgeReasonStep[]
    }

/** A passage on the way to a hit: `mention` stood in the question, `bridge` in the passage; `question` is what was asked next. */
export interface BridgeReasonStep {
  readonly chunkId: string
  readonly documentId: string
  readonly title: string
  readonly mention: string
  readonly bridge: string
  readonly question: string
}

/**
 * Ways to find passages: by meaning, by words, by both; by the relations of the things the question names, by the paths
 * between them, by walks over the graph from them; by questions rewritten with what passages say; by the best of these.
 */
export const searchModes = ['fused', 'bridge', 'hybrid', 'vector', 'text', 'graph', 'neighbours', 'path'] as const
export type SearchMode = (typeof searchModes)[number]

/** A passage that answers a search, hydrated from the graph store, so it always belongs to a document that is ready. */
export interface SearchHit {
  readonly chunkId: string
  readonly documentId: string
  readonly title: string
  readonly page?: number
  readonly start: number
  readonly end: number
  /** Higher is better; comparable only within one result list. */
  readonly score: number
  readonly text: string
  readonly why: readonly HitReason[]
}

/** A sentence that supports a sentence of an answer. Offsets are into the document's text. */
export interface Citation {
  readonly chunkId: string
  readonly documentId: string
  readonly page?: number
  readonly start: number
  readonly end: number
  readonly quote: string
}
