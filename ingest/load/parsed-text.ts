import type { DocumentMetadata, PageSpan, SectionSpan } from '#core/document.ts'

/** What a parser makes of the bytes of a document. */
export interface ParsedText extends Partial<DocumentMetadata> {
  /** As `normaliseText` gives it; the pages are offsets into it. */
  readonly text: string
  readonly pages?: readonly PageSpan[]
  readonly sections?: readonly SectionSpan[]
  readonly references?: readonly string[]
  /** What the reader of the document should know was left out, in plain words. */
  readonly notes?: readonly string[]
}
