/** A passage of a document: small enough for the embedder, cut at sentence ends where possible. */
export interface Chunk {
  /** h(document, splitter version, start, end). */
  readonly id: string
  readonly documentId: string
  /** 0-based position among the chunks of its document. */
  readonly index: number
  /** UTF-16 offsets into the document's text, end exclusive: `document.text.slice(start, end) === text`. */
  readonly start: number
  readonly end: number
  /** 1-based page on which the chunk starts; absent where the format has no pages. */
  readonly page?: number
  readonly text: string
  /** Tokens of the embedder's tokenizer, special tokens included. */
  readonly tokens: number
}
