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

/** Where in the work a result stands. */
export interface LoadPlace {
  /** Of the file among those to read, from 0. */
  readonly fileIndex: number
  /** How much of the file is read with this result, 0 to 1: less than 1 before the last lines of JSON Lines. */
  readonly fileShare: number
}

/** What came of one source: its document, the news that it is known already (and was not parsed), or a failure. */
export type LoadResult =
  | {
      readonly ok: true
      readonly isKnown: false
      readonly document: Document
      /** What was left out, in plain words. */
      readonly notes?: readonly string[]
    }
  | { readonly ok: true; readonly isKnown: true; readonly documentId: string; readonly source: string }
  | LoadFailure
