import type { Chunk } from '#core/chunk.ts'
import type { Document } from '#core/document.ts'
import { makeId } from '#core/id.ts'

/** A document with the text given; equal texts have equal ids. */
export function documentOf(text: string): Document {
  return { id: makeId('doc', text), title: 'A test', source: 'test.txt', mediaType: 'text/plain', text, pages: [] }
}

/** Chunks that begin and end at the offsets given. */
export function chunksAt(document: Document, ...spans: readonly (readonly [number, number])[]): Chunk[] {
  return spans.map(([start, end], index) => ({
    id: makeId('chunk', document.id, start, end),
    documentId: document.id,
    index,
    start,
    end,
    text: document.text.slice(start, end),
    tokens: 0,
  }))
}

/** The whole text as one chunk. */
export function oneChunk(document: Document): Chunk[] {
  return chunksAt(document, [0, document.text.length])
}
