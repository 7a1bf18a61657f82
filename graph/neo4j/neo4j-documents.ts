import type { Chunk } from '#core/chunk.ts'
import type { Document, DocumentSummary, PageSpan, SectionSpan } from '#core/document.ts'
import { byTitle } from '#graph/by-title.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { Neo4jRunner } from './neo4j-runner.ts'

type DocumentReads = Pick<
  GraphStore,
  'getDocument' | 'hasDocuments' | 'documentTitles' | 'listDocuments' | 'getChunks' | 'chunksOfDocument' | 'chunkIds'
>

/** A document as a map of Cypher; `pages` and `sections` are still JSON. */
export const documentMap = `{id: d.id, title: d.title, source: d.source, mediaType: d.media_type, doi: d.doi,
  license: d.license, authors: d.authors, year: d.year, tags: d.tags, pages: t.pages, sections: t.sections,
  references: t.references, text: t.text}`

/** A chunk as a map of Cypher. */
export const chunkMap = `{id: c.id, documentId: c.document_id, index: c.position, start: c.start, end: c.end,
  page: c.page, text: c.text, tokens: c.tokens}`

export interface DocumentRow extends Omit<Document, 'pages' | 'sections'> {
  readonly pages: string
  readonly sections?: string
}

/** A row as a document of the domain. */
export function toDocument({ pages, sections, ...row }: DocumentRow): Document {
  const document = { ...row, pages: JSON.parse(pages) as PageSpan[] }
  return sections === undefined ? document : { ...document, sections: JSON.parse(sections) as SectionSpan[] }
}

/** Reading documents and chunks from Neo4j. */
export function createNeo4jDocumentReads({ read }: Neo4jRunner): DocumentReads {
  return {
    getDocument: async (id) => {
      const [row] = await read<{ document: DocumentRow }>(
        `MATCH (d:Document {id: $id})-[:HAS_TEXT]->(t:DocumentText) RETURN ${documentMap} AS document`,
        { id },
      )
      return row === undefined ? undefined : toDocument(row.document)
    },
    hasDocuments: async (ids) => {
      const rows = await read<{ id: string }>('MATCH (d:Document) WHERE d.id IN $ids RETURN d.id AS id ORDER BY id', {
        ids,
      })
      return new Set(rows.map(({ id }) => id))
    },
    documentTitles: async (ids) => {
      const rows = await read<{ id: string; title: string }>(
        'MATCH (d:Document) WHERE d.id IN $ids RETURN d.id AS id, d.title AS title ORDER BY id',
        { ids },
      )
      return new Map(rows.map(({ id, title }) => [id, title]))
    },
    listDocuments: async () => {
      const rows = await read<DocumentSummary>(
        `MATCH (d:Document) RETURN d.id AS id, d.title AS title, d.source AS source, 'ready' AS status, d.chunk_count AS chunks,
           d.tags AS tags`,
      )
      return rows.sort(byTitle)
    },
    getChunks: async (ids) => {
      const rows = await read<{ chunk: Chunk }>(
        `UNWIND range(0, size($ids) - 1) AS at MATCH (c:Chunk {id: $ids[at]}) RETURN ${chunkMap} AS chunk ORDER BY at`,
        { ids },
      )
      return new Map(rows.map(({ chunk }) => [chunk.id, chunk]))
    },
    chunksOfDocument: async (id) => {
      const rows = await read<{ chunk: Chunk }>(
        `MATCH (c:Chunk {document_id: $id}) RETURN ${chunkMap} AS chunk ORDER BY c.position`,
        { id },
      )
      return rows.map(({ chunk }) => chunk)
    },
    chunkIds: async () =>
      (await read<{ id: string }>(`MATCH (c:Chunk) WHERE c.id > '' RETURN c.id AS id ORDER BY id`)).map(({ id }) => id),
  }
}
