import type { DocumentSummary } from '#core/document.ts'

/** Orders documents by title, then id, in the same way on every machine. */
export function byTitle(a: DocumentSummary, b: DocumentSummary): number {
  if (a.title !== b.title) return a.title < b.title ? -1 : 1
  return a.id < b.id ? -1 : 1
}
