import type { Document } from '#core/document.ts'
import type { ErrorCode } from '#core/errors.ts'

/** A source that could not be read, and why; the others go on. */
export interface LoadFailure {
  readonly ok: false
  /** A path, or `path#line`. */
  readonly source: string
  readonly code: ErrorCode
  readonly message: string
}

/** What came of one source: its document, the news that it is known already (and was not parsed), or a failure. */
export type LoadResult =
  | { readonly ok: true; readonly isKnown: false; readonly document: Document }
  | { readonly ok: true; readonly isKnown: true; readonly documentId: string; readonly source: string }
  | LoadFailure
