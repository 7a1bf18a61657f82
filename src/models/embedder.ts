/** A text and stretches of it: UTF-16 offsets, end exclusive. */
export interface TextParts {
  readonly text: string
  readonly parts: readonly { readonly start: number; readonly end: number }[]
}

export interface EmbeddedParts {
  readonly vector: Float32Array
  readonly parts: readonly Float32Array[]
}

/** Texts to unit vectors. */
export interface Embedder {
  /** Model name and format; vectors of different ids must never be compared. */
  readonly id: string
  readonly dimensions: number
  /** Longest text in tokens, special tokens included, that `embed` takes. */
  readonly maxTokens: number
  /** Tokens of each text, special tokens included, same order. */
  countTokens(text: string): number
  /**
   * Token boundaries for splitting: UTF-16 start offset of every token of the text, special tokens excluded, ascending.
   * Splitters cut only at these.
   */
  tokenOffsets(text: string): Uint32Array
  /**
   * One L2-normalised vector of `dimensions` per text, in the same order; the same text gives the same vector.
   * Refuses (`invalid-input`) a text over `maxTokens`: nothing is cut silently. Cancels between texts.
   */
  embed(texts: readonly string[], options?: { signal?: AbortSignal }): Promise<Float32Array[]>
  /**
   * Texts to search with and other short ones, quicker where the adapter can: vectors that may differ a little from those of `embed` (cosine at
   * least 0.97) and are compared with them. Same order, same refusals; the same text gives the same vector.
   */
  embedQueries(texts: readonly string[], options?: { signal?: AbortSignal }): Promise<Float32Array[]>
  /**
   * The vector that `embed` gives, and one for each stretch of the text as it reads in its context, from the same pass:
   * the mean over the tokens that begin in the stretch (late chunking, arXiv 2409.04701), L2-normalised; the vector of the
   * text where none does. Same order, same refusals as `embed`.
   */
  embedParts(texts: readonly TextParts[], options?: { signal?: AbortSignal }): Promise<EmbeddedParts[]>
  close(): Promise<void>
}
