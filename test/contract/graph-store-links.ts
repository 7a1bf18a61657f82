import { describe, expect, it } from 'vitest'
import type { DocumentKnowledge } from '#core/knowledge.ts'
import type { DocumentLinks, GraphStore } from '#graph/graph-store.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'

/** What walks over the graph rely on: links of documents, entities and relations by id. */
export function describeGraphStoreLinks(
  name: string,
  open: (...documents: readonly DocumentKnowledge[]) => Promise<GraphStore>,
): void {
  const documents = [1, 2, 3].map((seed) => makeKnowledge({ seed, chunks: 4 }))
  const ordered = documents.toSorted((a, b) => (a.document.id < b.document.id ? -1 : 1))

  describe(`${name}: links`, () => {
    it('streams how chunks, entities and relations of each document hang together', async () => {
      const store = await open(...documents)
      expect(await store.documentIds()).toEqual(ordered.map(({ document }) => document.id))
      expect(await Array.fromAsync(store.streamLinks())).toEqual(ordered.map(linksIn))
    })

    it('streams the documents asked for, once each, and leaves out unknown ones', async () => {
      const store = await open(...documents)
      const [first, second] = ordered as [DocumentKnowledge, DocumentKnowledge]
      const asked = [second.document.id, 'doc_unknown', first.document.id, second.document.id]
      expect(await Array.fromAsync(store.streamLinks(asked))).toEqual([linksIn(first), linksIn(second)])
      expect(await Array.fromAsync(store.streamLinks([]))).toEqual([])
    })

    it('streams a document without chunks, and no document that is deleted', async () => {
      const empty = makeKnowledge({ seed: 4, chunks: 0 })
      const store = await open(empty, documents[0]!)
      await store.deleteDocument(documents[0]!.document.id)
      const links = { documentId: empty.document.id, chunks: [], relations: [] }
      expect(await Array.fromAsync(store.streamLinks())).toEqual([links])
    })

    it('gives entities by id', async () => {
      const store = await open(...documents)
      const entity = documents[1]!.knowledge[0]!.entities[0]!
      expect(await store.getEntities([entity.id, 'entity_unknown'])).toEqual(new Map([[entity.id, entity]]))
      expect(await store.getEntities([])).toEqual(new Map())
    })

    it('gives relations by id with both ends and their sentences', async () => {
      const store = await open(...documents)
      const { relations } = documents[0]!.knowledge[0]!
      const stated = documents.flatMap(({ knowledge }) => knowledge.flatMap(({ evidence }) => evidence))
      const found = await store.getRelations([...relations.map(({ id }) => id), 'relation_unknown'], {
        evidenceLimit: 100,
      })
      expect([...found.keys()].sort()).toEqual([...new Set(relations.map(({ id }) => id))].sort())
      for (const [id, { relation, subject, object, evidence }] of found) {
        expect(relation).toEqual(relations.find((other) => other.id === id))
        expect([subject.id, object.id]).toEqual([relation.subjectId, relation.objectId])
        const sentences = stated.filter(({ relationId }) => relationId === id).map((item) => item.id)
        expect(evidence.map((item) => item.id).sort()).toEqual(sentences.sort())
      }
      const [some] = found.keys()
      const few = await store.getRelations([some!], { evidenceLimit: 1 })
      expect(few.get(some!)?.evidence).toEqual(found.get(some!)?.evidence.slice(0, 1))
      expect(await store.getRelations([])).toEqual(new Map())
    })
  })
}

function linksIn({ document, chunks, knowledge }: DocumentKnowledge): DocumentLinks {
  const parts = chunks.map(({ id }) => knowledge.find(({ chunkId }) => chunkId === id)!)
  return {
    documentId: document.id,
    chunks: parts.map(({ chunkId, mentions }) => ({
      id: chunkId,
      entityIds: [...new Set(mentions.map(({ entityId }) => entityId))].sort(),
    })),
    relations: parts.flatMap(({ chunkId, relations, evidence }) =>
      [...new Set(evidence.map(({ relationId }) => relationId))].sort().map((id) => {
        const { subjectId, objectId } = relations.find((relation) => relation.id === id)!
        return { id, chunkId, subjectId, objectId }
      }),
    ),
  }
}
