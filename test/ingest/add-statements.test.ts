import { expect, it } from 'vitest'
import { makeId } from '#core/id.ts'
import { splitSentences } from '#core/split-sentences.ts'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import { openLanceDbVectorStore } from '#graph/lancedb/lancedb-vector-store.ts'
import { addStatements, statementsOf } from '#ingest/add-statements.ts'
import { createDocumentWriter } from '#ingest/document-writer.ts'
import { createExtractor } from '#ingest/extract/create-extractor.ts'
import { prepareDocument } from '#ingest/prepare-document.ts'
import { repairIndex } from '#ingest/repair-index.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { wordEmbedder } from '#test/word-embedder.ts'

const text =
  'Magnesium reacts with water. Annealing increases the hardness of alumina. Zirconia and porosity were seen.'
const document = { id: makeId('doc', text), title: 'Notes', source: 'notes', mediaType: 'text/plain', text, pages: [] }

it('what a chunk states stands behind its sentences, the same when written at once, early, or made anew', async () => {
  const folder = temporaryFolder()
  const vectors = await openLanceDbVectorStore({ folder, embedderId: 'words', dimensions: wordEmbedder.dimensions })
  const graph = openSqliteGraphStore(':memory:')
  const parts = { vectors, embedder: wordEmbedder, extract: createExtractor({ mode: 'rules' }) }
  const prepared = await prepareDocument(document, parts)
  const [chunk] = prepared.chunks
  const statements = statementsOf(prepared.knowledge)
  const own = statements.get(chunk!.id) ?? []
  expect(own).toEqual(['magnesium reacts with water'])
  const [row] = prepared.rows
  expect(row?.sentences).toHaveLength(splitSentences(text).length + own.length)
  expect(row?.sentences?.slice(-own.length)).toEqual(await wordEmbedder.embed(own))

  const writer = createDocumentWriter({ graph, vectors }, () => undefined)
  await writer.add(prepared)
  await writer.flush()
  const ids = prepared.chunks.map(({ id }) => id)
  const whole = await vectors.passages(ids)
  // As of a long document, whose rows are written while it is embedded.
  await vectors.upsert([{ ...row!, sentences: row!.sentences!.slice(0, -own.length) }])
  expect(await vectors.passages(ids)).not.toEqual(whole)
  await addStatements(prepared.chunks, [], statements, parts)
  expect(await vectors.passages(ids)).toEqual(whole)
  await vectors.delete(ids)
  await repairIndex({ graph, vectors, embedder: wordEmbedder })
  expect(await vectors.passages(ids)).toEqual(whole)
  await graph.close()
  await vectors.close()
})
