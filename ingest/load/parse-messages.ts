import type { ReadOptions, ReadResult } from './read-documents.ts'

/** What the parser process is told. It answers one `read` at a time. */
export type ToParser =
  | ({ readonly type: 'read'; readonly path: string } & Omit<ReadOptions, 'isKnown'>)
  /** The answer to `is-known`. */
  | { readonly type: 'known'; readonly isKnown: boolean }
  /** The last result was taken; go on with the file. */
  | { readonly type: 'next' }

/** What the parser process tells. */
export type FromParser =
  | { readonly type: 'is-known'; readonly documentId: string }
  | { readonly type: 'result'; readonly result: ReadResult }
  /** The file that was to be read has no more documents. */
  | { readonly type: 'end' }
