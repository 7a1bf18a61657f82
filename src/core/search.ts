/** Why a passage was found: which way led to it and how strongly. */
export type HitReason =
  | { readonly kind: 'vector'; readonly cosine: number; readonly rank: number }
  | { readonly kind: 'text'; readonly bm25: number; readonly rank: number }
  | { readonly kind: 'graph'; readonly path: readonly string[] }

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
