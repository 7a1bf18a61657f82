import { expect, it } from 'vitest'
import type { GraphStore } from '#graph/graph-store.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import { createDocumentWriter } from '#ingest/document-writer.ts'
import type { PreparedDocument } from '#ingest/prepare-document.ts'

/** A writer whose stores only note what they were told. */
function noting(options: { now?: () => number } = {}) {
  const notes: string[] = []
  const vectors: Pick<VectorStore, 'upsert' | 'optimize'> = {
    upsert: (rows) => Promise.resolve(void notes.push(`${rows.length} vectors`)),
    optimize: () => Promise.resolve(void notes.push('optimize')),
  }
  const graph: Pick<GraphStore, 'putDocument'> = {
    putDocument: ({ document }) => Promise.resolve(notes.push(document.id) > 0 ? 'created' : 'unchanged'),
  }
  const stores = { graph: graph as GraphStore, vectors: vectors as VectorStore }
  return {
    notes,
    writer: createDocumentWriter(stores, ({ document }) => void notes.push(`told ${document.id}`), options),
  }
}

function prepared(id: string, chunks: number): PreparedDocument {
  const document = { id, source: id, title: id, mediaType: 'text/plain', text: '', pages: [] }
  const rows = Array.from({ length: chunks }, (_, index) => {
    return { id: `${id}-${index}`, documentId: id, text: '', vector: new Float32Array() }
  })
  const all = rows.map(({ id: chunkId }, index) => {
    return { id: chunkId, documentId: id, index, start: 0, end: 0, text: '', tokens: 0 }
  })
  return { document, chunks: all, knowledge: [], rows }
}

it('writes the vectors of a group before any of its documents becomes visible', async () => {
  const { notes, writer } = noting()
  await writer.add(prepared('a', 10))
  await writer.add(prepared('b', 20))
  expect(notes).toEqual([])
  expect([writer.holds('a'), writer.holds('c')]).toEqual([true, false])
  await writer.flush()
  expect(notes).toEqual(['30 vectors', 'a', 'told a', 'b', 'told b'])
  expect(writer.holds('a')).toBe(false)
})

it.each([
  ['many chunks', 1, 64],
  ['many documents', 16, 1],
])('writes by itself after %s', async (_name, documents, chunks) => {
  const { notes, writer } = noting()
  for (let index = 0; index < documents; index++) await writer.add(prepared(`d${index}`, chunks))
  expect(notes[0]).toBe(`${documents * chunks} vectors`)
})

it('writes at once where a document takes long', async () => {
  let nowMs = 0
  const { notes, writer } = noting({ now: () => nowMs })
  await writer.add(prepared('a', 1))
  nowMs = 6_000
  await writer.add(prepared('b', 1))
  expect(notes).toEqual(['2 vectors', 'a', 'told a', 'b', 'told b'])
})

it('tidies the vector store after every twenty writes', async () => {
  const { notes, writer } = noting()
  for (let index = 0; index < 40; index++) await writer.add(prepared(`d${index}`, 64))
  expect(notes.filter((note) => note === 'optimize')).toHaveLength(2)
})
