/** Where a page begins and ends in the text of its document: 0-based UTF-16 offsets, end exclusive. */
export interface PageSpan {
  /** 1-based, as printed by PDF viewers. */
  readonly page: number
  readonly start: number
  readonly end: number
}

/** What a loader knows of a document beside its text. */
export interface DocumentMetadata {
  readonly title: string
  readonly doi?: string
  readonly license?: string
  readonly authors?: readonly string[]
  readonly year?: number
}

/** One document of a corpus as text. `id` is the hash of the bytes it was read from, so equal bytes are one document. */
export interface Document extends DocumentMetadata {
  readonly id: string
  /** Where it was read from: a path, or `path#line` for a line of JSON Lines. */
  readonly source: string
  readonly mediaType: string
  readonly text: string
  /** In order, without gaps in `page`; empty where the format has no pages. */
  readonly pages: readonly PageSpan[]
}

/** A line of `nacre docs ls`. */
export interface DocumentSummary {
  readonly id: string
  readonly title: string
  readonly source: string
  readonly status: 'ready'
  readonly chunks: number
}
