import { NacreError } from '#core/errors.ts'
import type { RecordKind, RecordKinds } from './graph-store.ts'

/** How many records `listRecords` hands over where no limit is given. */
export const defaultRecordLimit = 1000

/** The documents a record was made from, each once, sorted: deleting one of them withdraws the record. */
export function documentsOfRecord(record: RecordKinds[RecordKind]): string[] {
  const ids = 'provenance' in record ? record.provenance.documentIds : record.documentIds
  return [...new Set(ids)].sort()
}

/** Throws `conflict` unless all documents of a record are known. */
export function requireDocuments(
  kind: RecordKind,
  recordId: string,
  wanted: readonly string[],
  known: ReadonlySet<string>,
): void {
  const missing = wanted.filter((id) => !known.has(id))
  if (missing.length === 0) return
  throw new NacreError(
    'conflict',
    `The ${kind} ${recordId} was made from ${missing.join(', ')}, which is not in the graph (any more). ` +
      'It was not kept; read the document again with "nacre ingest" and repeat the step.',
  )
}
