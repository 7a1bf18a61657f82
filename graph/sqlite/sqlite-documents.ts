import type { DatabaseSync } from 'node:sqlite'
import type { Chunk } from '#core/chunk.ts'
import type { Document, DocumentSummary } from '#core/document.ts'
import { byTitle } from '#graph/by-title.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { chunkColumns, prepareQuery } from './sqlite-rows.ts'

const lists = ['authors', 'pages', 'tags', 'sections', 'references'] as const
type List = (typeof lists)[number]

/** A row of the table of documents; lists are JSON. */
export type DocumentRow = Omit<Document, List> & Readonly<Partial<Record<List, string>>>

export const documentColumns =
  'id, title, source, media_type AS mediaType, doi, license, authors, year, pages, text, tags, sections, ' +
  'citations AS "references"'

/** A row as a document of the domain. */
export function toDocument(row: DocumentRow): Document {
  const read = lists.flatMap((name) => (row[name] === undefined ? [] : [[name, JSON.parse(row[name]) as unknown]]))
  return { ...row, ...Object.fromEntries(read) } as Document
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
  const summaries = prepareQuery<Omit<DocumentSummary, 'tags'> & { readonly tags?: string }>(
    database,
    `SELECT id, title, source, tags, 'ready' AS status,
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
    listDocuments: async () =>
      summaries
        .all()
        .map(({ tags, ...row }) => (tags === undefined ? row : { ...row, tags: JSON.parse(tags) as string[] }))
        .sort(byTitle),
    getChunks: async (ids) => new Map(chunksById.all(JSON.stringify(ids)).map((chunk) => [chunk.id, chunk])),
    chunksOfDocument: async (documentId) => chunksOfDocument.all(documentId),
    chunkIds: async () => chunkIds.all().map(({ id }) => id),
  }
}
