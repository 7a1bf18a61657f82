import type { DocumentMetadata, PageSpan } from '#core/document.ts'

/** What a parser makes of the bytes of a document. */
export interface ParsedText extends Partial<DocumentMetadata> {
  /** As `normaliseText` gives it; the pages are offsets into it. */
  readonly text: string
  readonly pages?: readonly PageSpan[]
}
