import type { DatabaseSync } from 'node:sqlite'
import type { Chunk } from '#core/chunk.ts'
import type { Document, DocumentSummary } from '#core/document.ts'
import { byTitle } from './by-title.ts'
import type { GraphStore } from './graph-store.ts'
import { chunkColumns, prepareQuery } from './sqlite-rows.ts'

/** A row of the table of documents; lists are JSON. */
export interface DocumentRow extends Omit<Document, 'authors' | 'pages'> {
  readonly authors?: string
  readonly pages: string
}

export const documentColumns = 'id, title, source, media_type AS mediaType, doi, license, authors, year, pages, text'

/** A row as a document of the domain. */
export function toDocument({ authors, pages, ...row }: DocumentRow): Document {
  const document = { ...row, pages: JSON.parse(pages) as Document['pages'] }
  return authors === undefined ? document : { ...document, authors: JSON.parse(authors) as string[] }
}

type DocumentReads = Pick<
  GraphStore,
  'getDocument' | 'hasDocuments' | 'documentTitles' | 'listDocuments' | 'getChunks' | 'chunksOfDocument' | 'chunkIds'
>

/** Reading documents and chunks from SQLite. */
export function prepareDocumentReads(database: DatabaseSync): DocumentReads {
  const document = prepareQuery<DocumentRow>(database, `SELECT ${documentColumns} FROM documents WHERE id = ?`)
  const known = prepareQuery<{ id: string }>(
    database,
    'SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id',
  )
  const titles = prepareQuery<{ id: string; title: string }>(
    database,
    'SELECT id, title FROM documents WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id',
  )
  const summaries = prepareQuery<DocumentSummary>(
    database,
    `SELECT id, title, source, 'ready' AS status,
       (SELECT count(*) FROM chunks WHERE chunks.document_id = documents.id) AS chunks FROM documents`,
  )
  const chunksById = prepareQuery<Chunk>(
    database,
    `SELECT ${chunkColumns} FROM json_each(?) AS wanted JOIN chunks ON chunks.id = wanted.value ORDER BY wanted.key`,
  )
  const chunksOfDocument = prepareQuery<Chunk>(
    database,
    `SELECT ${chunkColumns} FROM chunks WHERE document_id = ? ORDER BY position`,
  )
  const chunkIds = prepareQuery<{ id: string }>(database, 'SELECT id FROM chunks ORDER BY id')

  return {
    getDocument: async (documentId) => {
      const row = document.get(documentId)
      return row === undefined ? undefined : toDocument(row)
    },
    hasDocuments: async (documentIds) => new Set(known.all(JSON.stringify(documentIds)).map(({ id }) => id)),
    documentTitles: async (documentIds) =>
      new Map(titles.all(JSON.stringify(documentIds)).map(({ id, title }) => [id, title])),
    listDocuments: async () => summaries.all().sort(byTitle),
    getChunks: async (ids) => new Map(chunksById.all(JSON.stringify(ids)).map((chunk) => [chunk.id, chunk])),
    chunksOfDocument: async (documentId) => chunksOfDocument.all(documentId),
    chunkIds: async () => chunkIds.all().map(({ id }) => id),
  }
}
