import { z } from 'zod'
import type { Chunk } from '#core/chunk.ts'
import type { Document, DocumentSummary } from '#core/document.ts'

const text = z.string()
const whole = z.number().int()
const spanSchema = z.object({ start: whole, end: whole })

export const documentLineSchema = z.object({
  id: text,
  title: text,
  source: text,
  status: z.literal('ready'),
  chunks: whole,
  tags: z.array(text),
})

export const documentSchema = documentLineSchema.extend({
  media_type: text,
  characters: whole,
  pages: whole,
  license: text.nullable(),
  doi: text.nullable(),
  year: whole.nullable(),
  authors: z.array(text),
})

export const contentSchema = z.object({
  id: text,
  text,
  pages: z.array(spanSchema.extend({ page: whole })),
  sections: z.array(spanSchema.extend({ heading: text, level: whole })),
  references: z.array(text),
})

export const chunkSchema = spanSchema.extend({
  id: text,
  document_id: text,
  index: whole,
  page: whole.nullable(),
  text,
  tokens: whole,
})

/** A document as a line of a list. */
export function toDocumentLine(summary: DocumentSummary): z.input<typeof documentLineSchema> {
  const { id, title, source, status, chunks, tags = [] } = summary
  return { id, title, source, status, chunks, tags: [...tags] }
}

/** What is known of a document beside its text. */
export function toWireDocument(document: Document, chunks: number): z.input<typeof documentSchema> {
  const { id, title, source, tags, mediaType, text: all, pages, license, doi, year, authors = [] } = document
  const line = toDocumentLine({ id, title, source, status: 'ready', chunks, ...(tags !== undefined && { tags }) })
  return {
    ...line,
    media_type: mediaType,
    characters: all.length,
    pages: pages.length,
    license: license ?? null,
    doi: doi ?? null,
    year: year ?? null,
    authors: [...authors],
  }
}

/** The text of a document with what lies where in it. Offsets are UTF-16. */
export function toWireContent(document: Document): z.input<typeof contentSchema> {
  const { id, text: all, pages, sections = [], references = [] } = document
  return { id, text: all, pages: [...pages], sections: [...sections], references: [...references] }
}

export function toWireChunk(chunk: Chunk): z.input<typeof chunkSchema> {
  const { id, documentId, index, start, end, page, text: words, tokens } = chunk
  return { id, document_id: documentId, index, start, end, page: page ?? null, text: words, tokens }
}
