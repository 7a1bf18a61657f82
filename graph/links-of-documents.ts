import type { DocumentLinks } from './graph-store.ts'

export interface LinkRows {
  /** In the order of each document. */
  readonly chunks: readonly { readonly documentId: string; readonly id: string }[]
  readonly mentions: readonly { readonly chunkId: string; readonly entityId: string }[]
  readonly relations: readonly DocumentLinks['relations'][number][]
}

/** Rows of several documents as the links of each, in the order of the ids asked for; ids without a document are left out. */
export function linksOfDocuments(
  documentIds: readonly string[],
  known: ReadonlySet<string>,
  { chunks, mentions, relations }: LinkRows,
): DocumentLinks[] {
  const entityIds = groupBy(mentions, ({ chunkId }) => chunkId)
  const chunksOf = groupBy(chunks, ({ documentId }) => documentId)
  const stated = groupBy(relations, ({ chunkId }) => chunkId)
  return documentIds
    .filter((id) => known.has(id))
    .map((documentId) => {
      const own = chunksOf.get(documentId) ?? []
      return {
        documentId,
        chunks: own.map(({ id }) => ({ id, entityIds: (entityIds.get(id) ?? []).map((row) => row.entityId).sort() })),
        relations: own.flatMap(({ id }) => (stated.get(id) ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1))),
      }
    })
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group === undefined) groups.set(keyOf(row), [row])
    else group.push(row)
  }
  return groups
}
