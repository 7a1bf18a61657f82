import type { DatabaseSync } from 'node:sqlite'
import { defaultRecordLimit, documentsOfRecord, requireDocuments } from '#graph/documents-of-record.ts'
import type { GraphStore, RecordKind, RecordKinds } from '#graph/graph-store.ts'
import { prepareQuery } from './sqlite-rows.ts'
import { inTransaction } from './sqlite-schema.ts'

/** Tasks, traces and pairs in SQLite: one JSON value each, tied to the documents they were made from. */
export function prepareRecords(database: DatabaseSync): Pick<GraphStore, 'putRecord' | 'getRecord' | 'listRecords'> {
  const knownDocuments = prepareQuery<{ id: string }>(
    database,
    'SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?))',
  )
  const put = database.prepare(
    'INSERT INTO records (kind, id, json) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json',
  )
  const untie = database.prepare('DELETE FROM record_documents WHERE kind = ? AND record_id = ?')
  const tie = database.prepare('INSERT INTO record_documents (kind, record_id, document_id) VALUES (?, ?, ?)')
  const get = prepareQuery<{ json: string }>(database, 'SELECT json FROM records WHERE kind = ? AND id = ?')
  const list = prepareQuery<{ json: string }>(
    database,
    'SELECT json FROM records WHERE kind = ? AND id > ? ORDER BY id LIMIT ?',
  )

  return {
    putRecord: async (kind, record) => {
      const documentIds = documentsOfRecord(record)
      inTransaction(database, () => {
        const known = new Set(knownDocuments.all(JSON.stringify(documentIds)).map(({ id }) => id))
        requireDocuments(kind, record.id, documentIds, known)
        put.run(kind, record.id, JSON.stringify(record))
        untie.run(kind, record.id)
        for (const documentId of documentIds) tie.run(kind, record.id, documentId)
      })
    },
    getRecord: async <K extends RecordKind>(kind: K, id: string) => {
      const row = get.get(kind, id)
      return row === undefined ? undefined : (JSON.parse(row.json) as RecordKinds[K])
    },
    listRecords: async <K extends RecordKind>(kind: K, options: { after?: string; limit?: number } = {}) =>
      list
        .all(kind, options.after ?? '', options.limit ?? defaultRecordLimit)
        .map((row) => JSON.parse(row.json) as RecordKinds[K]),
  }
}
