import type { Chunk } from '#core/chunk.ts'
import { makeId } from '#core/id.ts'
import type { ChunkKnowledge, Entity, Evidence, Mention, Relation } from '#core/knowledge.ts'
import { splitSentences } from '#core/split-sentences.ts'
import { normalForm } from '#graph/resolve/normal-form.ts'
import { createDocumentWriter } from '#ingest/document-writer.ts'
import { createExtractor } from '#ingest/extract/create-extractor.ts'
import type { ExtractKnowledge } from '#ingest/extract-knowledge.ts'
import { prepareDocument } from '#ingest/prepare-document.ts'
import type { RetrieverStores } from '#graph/retrieve/create-retriever.ts'
import type { Dataset, Triple } from './read-dataset.ts'

/**
 * Reads a collection into the stores as `nacre ingest` does: split, embedded, written; each passage is a document that begins
 * with its title. Where triples are given they are what is extracted, else our own rules extract.
 */
export async function ingestDataset(
  { passages }: Pick<Dataset, 'passages'>,
  triples: Dataset['triples'],
  stores: RetrieverStores,
): Promise<void> {
  const byRules = createExtractor({ mode: 'rules' })
  const extract: ExtractKnowledge =
    triples === undefined ? byRules : async (document, chunks) => fromTriples(chunks, triples.get(document.id) ?? [])
  const writer = createDocumentWriter(stores, () => undefined)
  const known = await stores.graph.hasDocuments(passages.map(({ id }) => id))
  for (const { id, title, text } of passages) {
    if (known.has(id)) continue
    const document = { id, title, source: title, mediaType: 'text/plain', text: `${title}\n${text}`, pages: [] }
    await writer.add(await prepareDocument(document, { ...stores, extract }, { areNew: true }))
  }
  await writer.flush()
  await stores.vectors.optimize()
}

/** Each triple as a relation of the chunk, and with the sentence, that has most of it. */
function fromTriples(chunks: readonly Chunk[], triples: readonly Triple[]): ChunkKnowledge[] {
  return chunks.map((chunk, index) => {
    const own = triples.filter((triple) => chunkOf(triple, chunks) === index)
    const entities: Entity[] = []
    const mentions: Mention[] = []
    const relations: Relation[] = []
    const evidence: Evidence[] = []
    const sentences = splitSentences(chunk.text)
    for (const [subject, predicate, object] of own) {
      const [from, to] = [toEntity(subject), toEntity(object)]
      for (const [entity, printed] of [
        [from, subject],
        [to, object],
      ] as const) {
        entities.push(entity)
        const at = indexIn(chunk.text, printed)
        if (at === -1) continue
        const start = chunk.start + at
        const end = start + printed.length
        const id = makeId('mention', entity.id, chunk.id, start, end)
        mentions.push({
          id,
          entityId: entity.id,
          chunkId: chunk.id,
          start,
          end,
          text: chunk.text.slice(at, at + printed.length),
        })
      }
      if (from.id === to.id) continue
      const id = makeId('relation', from.id, 'RELATES_TO', predicate, to.id)
      relations.push({ id, subjectId: from.id, objectId: to.id, type: 'RELATES_TO', predicate })
      const has = (text: string): number => Number(indexIn(text, subject) !== -1) + Number(indexIn(text, object) !== -1)
      const best = sentences.toSorted(
        (a, b) => has(chunk.text.slice(b.start, b.end)) - has(chunk.text.slice(a.start, a.end)),
      )[0]
      const span = best ?? { start: 0, end: chunk.text.length }
      const [start, end] = [chunk.start + span.start, chunk.start + span.end]
      const sentence = chunk.text.slice(span.start, span.end)
      evidence.push({
        id: makeId('evidence', id, chunk.id, start, end),
        relationId: id,
        chunkId: chunk.id,
        start,
        end,
        sentence,
      })
    }
    return { chunkId: chunk.id, entities, mentions, relations, evidence, quantities: [] }
  })
}

function chunkOf([subject, , object]: Triple, chunks: readonly Chunk[]): number {
  const counts = chunks.map(({ text }) => Number(indexIn(text, subject) !== -1) + Number(indexIn(text, object) !== -1))
  return Math.max(0, counts.indexOf(Math.max(...counts)))
}

function toEntity(printed: string): Entity {
  const { key, name } = normalForm(printed)
  return { id: makeId('entity', 'Concept', key), type: 'Concept', key, name }
}

function indexIn(text: string, phrase: string): number {
  return text.toLowerCase().indexOf(phrase.toLowerCase())
}
