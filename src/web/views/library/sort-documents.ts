import type { DocumentLine } from '#web/http/wire.ts'

/** By which column, and whether from the largest down. */
export interface DocumentOrder {
  readonly column: 'title' | 'source' | 'chunks'
  readonly isDown: boolean
}

/** Numbers in names count as numbers: paper 2 comes before paper 10. */
const collator = new Intl.Collator('en', { numeric: true })

export function sortDocuments(
  documents: readonly DocumentLine[],
  { column, isDown }: DocumentOrder,
): readonly DocumentLine[] {
  const sorted = documents.toSorted((a, b) =>
    column === 'chunks' ? a.chunks - b.chunks : collator.compare(a[column], b[column]),
  )
  return isDown ? sorted.reverse() : sorted
}
