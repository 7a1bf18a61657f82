import type { GraphStore, RecordKind, RecordKinds } from '#graph/graph-store.ts'
import { readCursor, writeCursor } from './paging.ts'

/** One page of records in order of id, and where the next one begins. */
export async function listPage<K extends RecordKind>(
  graph: GraphStore,
  kind: K,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ readonly records: readonly RecordKinds[K][]; readonly next_cursor: string | null }> {
  const after = readCursor(cursor)
  const found = await graph.listRecords(kind, { limit: limit + 1, ...(after !== undefined && { after }) })
  const records = found.slice(0, limit)
  const last = records.at(-1)
  return { records, next_cursor: found.length > limit && last !== undefined ? writeCursor(last.id) : null }
}
