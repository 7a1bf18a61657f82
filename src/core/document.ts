/** Where a page begins and ends in the text of its document: 0-based UTF-16 offsets, end exclusive. */
export interface PageSpan {
  /** 1-based, as printed by PDF viewers. */
  readonly page: number
  readonly start: number
  readonly end: number
}

/** A titled part of a text, with its subsections: 0-based UTF-16 offsets from its heading on, end exclusive. */
export interface SectionSpan {
  readonly heading: string
  /** 1 is the highest. */
  readonly level: number
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
  /** Given by whoever read it in; sorted, each once. */
  readonly tags?: readonly string[]
}

/** One document of a corpus as text. `id` is the hash of the bytes it was read from, so equal bytes are one document. */
export interface Document extends DocumentMetadata {
  readonly id: string
  /** Where it was read from: a path, `path#line` for a line of JSON Lines, or an address. */
  readonly source: string
  readonly mediaType: string
  readonly text: string
  /** In order, without gaps in `page`; empty where the format has no pages. */
  readonly pages: readonly PageSpan[]
  /** In order; absent where the format names none. */
  readonly sections?: readonly SectionSpan[]
  /** The works it cites, as printed; they are no part of `text`. */
  readonly references?: readonly string[]
}

/** A line of `nacre docs ls`. */
export interface DocumentSummary {
  readonly id: string
  readonly title: string
  readonly source: string
  readonly status: 'ready'
  readonly chunks: number
  readonly tags?: readonly string[]
}
