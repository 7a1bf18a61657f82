import type { ErrorCode } from '#core/errors.ts'

/** How much a document tells, each thing and statement of it once. */
export interface DocumentCounts {
  readonly chunks: number
  readonly entities: number
  readonly relations: number
  readonly quantities: number
}

/** What happens to a document during a run. */
export type IngestNews =
  | { readonly event: 'start'; readonly documentId: string; readonly title: string; readonly pages: number }
  /** Told again and again while a document is embedded. */
  | { readonly event: 'chunks'; readonly documentId: string; readonly chunksDone: number; readonly chunks: number }
  | ({ readonly event: 'document'; readonly documentId: string; readonly title: string } & DocumentCounts)
  /** Something of the document was left out; it says what. */
  | { readonly event: 'note'; readonly message: string }
  /** The document was there before. */
  | { readonly event: 'skipped'; readonly documentId: string }
  | { readonly event: 'failed'; readonly code: ErrorCode; readonly message: string }

export type IngestEvent = IngestNews & {
  /** The path, or `path#line`, that the event is about. */
  readonly source: string
  /** Files done; a part of a file counts as a fraction, to two digits, so that the time left can be told. */
  readonly filesDone: number
  /** Known from the start. */
  readonly filesTotal: number
}

/** Tells news about a source; `filesDone` is rounded here. */
export type TellNews = (source: string, filesDone: number, news: IngestNews) => void

export function createTeller(filesTotal: number, onEvent: ((event: IngestEvent) => void) | undefined): TellNews {
  return (source, filesDone, news) =>
    onEvent?.({ ...news, source, filesDone: Math.round(filesDone * 100) / 100, filesTotal })
}
