import type { DocumentLinks } from './graph-store.ts'

/** Documents whose links are read at once. */
const documentsPerRead = 100

/** The links of documents, read some at a time, so that memory stays small and writers get their turn in between. */
export async function* streamInParts(
  documentIds: readonly string[],
  linksOf: (documentIds: readonly string[]) => Promise<DocumentLinks[]>,
): AsyncGenerator<DocumentLinks> {
  const ordered = [...new Set(documentIds)].sort()
  for (let at = 0; at < ordered.length; at += documentsPerRead) {
    yield* await linksOf(ordered.slice(at, at + documentsPerRead))
  }
}
