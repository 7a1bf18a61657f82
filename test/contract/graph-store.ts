import { afterEach, describe, expect, it } from 'vitest'
import type { DocumentKnowledge } from '#core/knowledge.ts'
import { flattenKnowledge } from '#graph/flatten-knowledge.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { describeGraphStoreLaws } from '#test/contract/graph-store-laws.ts'
import { describeGraphStoreLinks } from '#test/contract/graph-store-links.ts'
import { describeGraphStoreMerges } from '#test/contract/graph-store-merges.ts'
import { dumpOf } from '#test/dump-of.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { makeRecords } from '#test/make-records.ts'

/** Opens the stores of one adapter for the suite. */
export interface GraphStoreMaker {
  /** An empty store; those opened before are not used any more. */
  openEmpty(): Promise<GraphStore>
  /** A second view on what the last store holds. */
  reopen(): Promise<GraphStore>
}

/** What every graph store keeps of its promises; `runs` is the number of examples for each law. */
export function describeGraphStore(name: string, maker: GraphStoreMaker, { runs }: { runs: number }): void {
  const opened: GraphStore[] = []
  const open = async (...documents: readonly DocumentKnowledge[]): Promise<GraphStore> => {
    const store = await maker.openEmpty()
    opened.push(store)
    for (const document of documents) await store.putDocument(document)
    return store
  }
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close()
  })

  const first = makeKnowledge({ seed: 1 })
  const second = makeKnowledge({ seed: 2, chunks: 5 })
  const third = makeKnowledge({ seed: 3, sentences: 6 })

  describe(`${name}: documents`, () => {
    it('gives a document back as it was put in', async () => {
      const store = await open(first, third)
      expect(await store.getDocument(first.document.id)).toEqual(first.document)
      expect(await store.getDocument(third.document.id)).toEqual(third.document)
      expect(await store.getDocument('doc_unknown')).toBeUndefined()
    })

    it('keeps a document that tells nothing', async () => {
      const empty = makeKnowledge({ seed: 4, chunks: 0 })
      const store = await open(empty)
      expect(await store.getDocument(empty.document.id)).toEqual(empty.document)
      expect(await store.chunksOfDocument(empty.document.id)).toEqual([])
    })

    it('gives back all that a document tells, beside others that speak of the same things', async () => {
      const store = await open(first, second, third)
      for (const known of [first, second, third]) {
        const given = await store.getKnowledge(known.document.id)
        expect(given && flattenKnowledge(given)).toEqual(flattenKnowledge(known))
        expect(given?.chunks.map(({ index }) => index)).toEqual(known.chunks.map((_chunk, index) => index))
      }
      expect(await store.getKnowledge('doc_unknown')).toBeUndefined()
    })

    it('lists documents by title with the number of their chunks', async () => {
      const store = await open(third, second, first)
      const listed = await store.listDocuments()
      expect(listed.map((item) => item.title)).toEqual([first, second, third].map((item) => item.document.title).sort())
      expect(listed.find((item) => item.id === second.document.id)).toEqual({
        id: second.document.id,
        title: second.document.title,
        source: second.document.source,
        status: 'ready',
        chunks: 5,
      })
    })

    it('says which documents are there', async () => {
      const store = await open(first)
      expect(await store.hasDocuments([first.document.id, second.document.id])).toEqual(new Set([first.document.id]))
      expect(await store.hasDocuments([])).toEqual(new Set())
    })

    it('tells the titles of documents that are there', async () => {
      const store = await open(first, second)
      const titles = await store.documentTitles([second.document.id, 'doc_unknown'])
      expect(titles).toEqual(new Map([[second.document.id, second.document.title]]))
    })

    it('leaves a document that is there already as it is', async () => {
      const store = await open(first)
      const before = await dumpOf(store)
      expect(await store.putDocument(first)).toBe('unchanged')
      expect(await dumpOf(store)).toEqual(before)
      expect(await store.putDocument(second)).toBe('created')
    })

    it('lists the tags of documents', async () => {
      const store = await open(third)
      expect(await store.listDocuments()).toMatchObject([{ id: third.document.id, tags: third.document.tags }])
    })

    it('replaces documents: as if they had been removed and the new one put', async () => {
      const store = await open(second, third)
      const wanted = await dumpOf(store)
      const other = await open(first, third)
      const replaces = [first.document.id, 'doc_unknown', second.document.id]
      expect(await other.putDocument(second, { replaces })).toBe('created')
      expect(await dumpOf(other)).toEqual(wanted)
      expect(await other.putDocument(second, { replaces: [third.document.id] })).toBe('unchanged')
      expect((await other.listDocuments()).map(({ id }) => id)).toEqual([second.document.id])
    })

    it('keeps what was to be replaced where the new document cannot be written', async () => {
      const store = await open(first)
      const before = await dumpOf(store)
      const broken = { ...second, document: { ...second.document, text: 'half a \ud800 character' } }
      await expect(store.putDocument(broken, { replaces: [first.document.id] })).rejects.toMatchObject({
        code: 'invalid-input',
      })
      expect(await dumpOf(store)).toEqual(before)
    })

    it('writes nothing of a document whose knowledge does not fit together', async () => {
      const store = await open(first)
      const before = await dumpOf(store)
      const [part] = second.knowledge
      const broken = { ...second, knowledge: [{ ...part!, entities: [] }] }
      await expect(store.putDocument(broken)).rejects.toMatchObject({ code: 'invalid-input' })
      expect(await dumpOf(store)).toEqual(before)
    })

    it('leaves out entities and relations that nothing states', async () => {
      const [part, ...others] = first.knowledge
      const silent = { ...first, knowledge: [{ ...part!, mentions: [], evidence: [], quantities: [] }, ...others] }
      const store = await open(silent)
      const known = new Set(others.flatMap((other) => other.entities.map((entity) => entity.id)))
      expect((await store.stats()).entities).toBe(known.size)
    })

    it('gives back text with any characters', async () => {
      const text = 'β-TCP \u0000 "quoted" \\ \n\t 😀 {a: 1} $name `x` \u2028 end'
      const document = { ...first.document, text, title: text }
      const store = await open({ document, chunks: [], knowledge: [] })
      expect(await store.getDocument(document.id)).toEqual(document)
    })

    it('refuses text that is no Unicode text', async () => {
      const store = await open()
      const document = { ...first.document, text: 'half a \ud800 character' }
      const put = store.putDocument({ document, chunks: [], knowledge: [] })
      await expect(put).rejects.toMatchObject({ code: 'invalid-input' })
    })
  })

  describe(`${name}: chunks`, () => {
    it('gives chunks by id and leaves out unknown ids', async () => {
      const store = await open(first, second)
      const wanted = [second.chunks[3]!, first.chunks[1]!]
      const chunks = await store.getChunks([...wanted.map((chunk) => chunk.id), 'chunk_unknown'])
      expect([...chunks.values()]).toEqual(wanted)
    })

    it('gives the chunks of a document in order', async () => {
      const store = await open(first, second)
      expect(await store.chunksOfDocument(second.document.id)).toEqual(second.chunks)
      expect(await store.chunksOfDocument('doc_unknown')).toEqual([])
    })

    it('lists all chunk ids, ascending', async () => {
      const store = await open(first, second)
      const ids = [...first.chunks, ...second.chunks].map((chunk) => chunk.id).sort()
      expect(await store.chunkIds()).toEqual(ids)
    })
  })

  describe(`${name}: entities`, () => {
    it('finds an entity by the normal form of its name', async () => {
      const store = await open(first, second, third)
      expect(await store.findEntities('Fracture toughness', { limit: 5 })).toMatchObject([{ type: 'Property' }])
      expect(await store.findEntities('no such thing', { limit: 5 })).toEqual([])
      expect(await store.findEntities('', { limit: 5 })).toEqual([])
    })

    it('keeps TiN and tin apart', async () => {
      const store = await open(...[5, 6, 7, 8].map((seed) => makeKnowledge({ seed, sentences: 8 })))
      const nitrides = await store.findEntities('TiN', { limit: 9 })
      const metals = await store.findEntities('tin', { limit: 9 })
      expect([nitrides.length, metals.length]).toEqual([1, 1])
      expect(nitrides[0]?.id).not.toBe(metals[0]?.id)
    })

    it('finds an entity by the way it is printed somewhere', async () => {
      const part = first.knowledge[0]!
      const mention = { ...part.mentions[0]!, text: 'XYZ-Q (77)' }
      const printed = { ...part, mentions: [mention, ...part.mentions.slice(1)] }
      const store = await open({ ...first, knowledge: [printed, ...first.knowledge.slice(1)] })
      expect(await store.findEntities('XYZ-Q (77)', { limit: 5 })).toMatchObject([{ id: mention.entityId }])
      expect(await store.findEntities('XYZ', { limit: 5 })).toEqual([])
      await store.deleteDocument(first.document.id)
      expect(await store.findEntities('XYZ-Q (77)', { limit: 5 })).toEqual([])
    })

    it('counts mentions in each chunk, most mentioned first', async () => {
      const store = await open(first, third)
      const chunk = third.chunks[0]!
      const counts = new Map<string, number>()
      for (const { entityId } of third.knowledge[0]!.mentions) counts.set(entityId, (counts.get(entityId) ?? 0) + 1)
      const expected = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      const found = await store.entitiesOfChunks([chunk.id, 'chunk_unknown'])
      expect(found.get(chunk.id)?.map(({ entity, mentions }) => [entity.id, mentions])).toEqual(expected)
      expect(found.get('chunk_unknown')).toEqual([])
    })

    it('counts the chunks that mention an entity', async () => {
      const store = await open(first, second, third)
      const parts = [first, second, third].flatMap((item) => item.knowledge)
      const entityId = parts[0]!.mentions[0]!.entityId
      const expected = parts.filter((part) => part.mentions.some((mention) => mention.entityId === entityId)).length
      const frequency = await store.chunkFrequency([entityId, 'entity_unknown'])
      expect([...frequency]).toEqual([
        [entityId, expected],
        ['entity_unknown', 0],
      ])
    })

    it('finds chunks that mention entities, those with most of them first', async () => {
      const store = await open(first, second, third)
      const wanted = [...new Set(third.knowledge[0]!.mentions.map((mention) => mention.entityId))]
      const expected = [first, second, third]
        .flatMap((item) => item.knowledge)
        .map((part) => ({
          chunkId: part.chunkId,
          entityIds: wanted.filter((id) => part.mentions.some((mention) => mention.entityId === id)).sort(),
        }))
        .filter((item) => item.entityIds.length > 0)
        .sort((a, b) => b.entityIds.length - a.entityIds.length || (a.chunkId < b.chunkId ? -1 : 1))
      expect(await store.chunksOfEntities(wanted, { limit: 100 })).toEqual(expected)
      expect(await store.chunksOfEntities(wanted, { limit: 2 })).toEqual(expected.slice(0, 2))
    })
  })

  describe(`${name}: relations and quantities`, () => {
    it('shows the edges of an entity from both ends, most evidence first', async () => {
      const store = await open(first, second, third)
      const evidence = [first, second, third].flatMap((item) => item.knowledge.flatMap((part) => part.evidence))
      const relation = first.knowledge[0]!.relations[0]!
      const out = await store.neighbours(relation.subjectId, { limit: 100, evidenceLimit: 100 })
      const back = await store.neighbours(relation.objectId, { limit: 100, evidenceLimit: 100 })
      const stated = evidence.filter((item) => item.relationId === relation.id).map((item) => item.id)
      for (const [edges, direction, otherId] of [
        [out, 'out', relation.objectId],
        [back, 'in', relation.subjectId],
      ] as const) {
        const edge = edges.find((item) => item.relation.id === relation.id)
        expect(edge).toMatchObject({ direction, relation, entity: { id: otherId } })
        expect(edge?.evidence.map((item) => item.id).sort()).toEqual(stated.sort())
        const keys = edges.map((item) => [item.evidence.length, item.relation.id] as const)
        expect(keys).toEqual(keys.toSorted(([n, a], [m, b]) => m - n || (a < b ? -1 : 1)))
      }
    })

    it('limits edges and sentences', async () => {
      const store = await open(...[1, 2, 3, 4, 5, 6].map((seed) => makeKnowledge({ seed, chunks: 6, sentences: 8 })))
      const [entity] = await store.findEntities('nacre', { limit: 1 })
      const all = await store.neighbours(entity!.id, { limit: 1000, evidenceLimit: 1000 })
      const few = await store.neighbours(entity!.id, { limit: 3, evidenceLimit: 1 })
      expect(few.map((edge) => edge.relation.id)).toEqual(all.slice(0, 3).map((edge) => edge.relation.id))
      expect(few.map((edge) => edge.evidence)).toEqual(all.slice(0, 3).map((edge) => edge.evidence.slice(0, 1)))
      expect(await store.neighbours('entity_unknown', { limit: 3 })).toEqual([])
    })

    it('tells what is stated in chunks as a reader meets it', async () => {
      const store = await open(first, second)
      const parts = [second.knowledge[2]!, first.knowledge[0]!]
      const stated = await store.relationsOfChunks(parts.map((part) => part.chunkId))
      const evidence = parts.flatMap((part) => part.evidence)
      expect(stated.map((item) => item.relation.id)).toEqual([...new Set(evidence.map((item) => item.relationId))])
      expect(stated.flatMap((item) => item.evidence.map(({ id }) => id)).sort()).toEqual(
        evidence.map(({ id }) => id).sort(),
      )
      for (const { relation, subject, object, evidence } of stated) {
        expect([subject.id, object.id]).toEqual([relation.subjectId, relation.objectId])
        for (const item of evidence) {
          const source = [first, second].find((knowledge) => knowledge.document.id === item.documentId)
          expect(source?.document.text.slice(item.start, item.end)).toBe(item.sentence)
        }
      }
    })

    it('gives the quantities of chunks in order, as they were put in', async () => {
      const store = await open(first, third)
      const parts = [third.knowledge[1]!, first.knowledge[0]!]
      const expected = parts.flatMap((part) => part.quantities)
      expect(await store.quantitiesOfChunks(parts.map((part) => part.chunkId))).toEqual(expected)
    })
  })

  describe(`${name}: records`, () => {
    it('gives back a task, a trace, a pair, a pair that was refused and a step of growth', async () => {
      const store = await open(first)
      const { task, trace, pair, drop, growth } = makeRecords([first])
      await store.putRecord('drop', drop)
      await store.putRecord('growth', growth)
      await store.putRecord('pair', pair)
      await store.putRecord('trace', trace)
      await store.putRecord('task', task)
      expect(await store.getRecord('task', task.id)).toEqual(task)
      expect(await store.getRecord('trace', trace.id)).toEqual(trace)
      expect(await store.getRecord('pair', pair.id)).toEqual(pair)
      expect(await store.listRecords('drop')).toEqual([drop])
      expect(await store.getRecord('growth', growth.id)).toEqual(growth)
      expect(await store.getRecord('task', trace.id)).toBeUndefined()
    })

    it('keeps one of a record that is put twice, the last', async () => {
      const store = await open(first, second)
      const { task } = makeRecords([first])
      await store.putRecord('task', task)
      await store.putRecord('task', { ...task, fact: 'Another.', documentIds: [second.document.id] })
      expect((await store.stats()).tasks).toBe(1)
      expect((await store.getRecord('task', task.id))?.fact).toBe('Another.')
      await store.deleteDocument(first.document.id)
      expect((await store.stats()).tasks).toBe(1)
      await store.deleteDocument(second.document.id)
      expect((await store.stats()).tasks).toBe(0)
    })

    it('refuses a record of a document that is not there', async () => {
      const store = await open(first)
      const { pair } = makeRecords([first, second])
      await expect(store.putRecord('pair', pair)).rejects.toMatchObject({ code: 'conflict' })
      expect((await store.stats()).pairs).toBe(0)
    })

    it('lists records page by page in order of id', async () => {
      const documents = [1, 2, 3, 4, 5].map((seed) => makeKnowledge({ seed, chunks: 1 }))
      const store = await open(...documents)
      const tasks = documents.map((document) => makeRecords([document]).task).sort((a, b) => (a.id < b.id ? -1 : 1))
      for (const task of tasks.toReversed()) await store.putRecord('task', task)
      expect(await store.listRecords('task')).toEqual(tasks)
      expect(await store.listRecords('task', { limit: 2 })).toEqual(tasks.slice(0, 2))
      expect(await store.listRecords('task', { after: tasks[1]!.id, limit: 2 })).toEqual(tasks.slice(2, 4))
      expect(await store.listRecords('pair')).toEqual([])
    })
  })

  describe(`${name}: removing`, () => {
    it('says whether there was a document', async () => {
      const store = await open(first)
      expect(await store.deleteDocument('doc_unknown')).toBe(false)
      expect(await store.deleteDocument(first.document.id)).toBe(true)
      expect(await store.deleteDocument(first.document.id)).toBe(false)
      expect(await dumpOf(store)).toEqual([])
    })

    it('withdraws tasks, traces and pairs made from any of their documents', async () => {
      const store = await open(first, second)
      const both = makeRecords([first, second])
      const own = makeRecords([first])
      for (const records of [both, own]) {
        await store.putRecord('task', records.task)
        await store.putRecord('trace', records.trace)
        await store.putRecord('pair', records.pair)
        await store.putRecord('drop', records.drop)
        await store.putRecord('growth', records.growth)
      }
      await store.deleteDocument(second.document.id)
      expect(await store.stats()).toMatchObject({ tasks: 1, traces: 1, pairs: 1 })
      expect(await store.getRecord('pair', own.pair.id)).toEqual(own.pair)
      expect(await store.listRecords('drop')).toEqual([own.drop])
      expect(await store.listRecords('growth')).toEqual([own.growth])
    })
  })

  describeGraphStoreLinks(name, open)
  describeGraphStoreMerges(name, open)
  describeGraphStoreLaws(name, open, { runs })

  describe(`${name}: as a whole`, () => {
    it('dumps sorted lines, one for each record', async () => {
      const store = await open(first, second)
      await store.putRecord('task', makeRecords([first]).task)
      const lines = await dumpOf(store)
      const { entitiesByType, relationsByType, ...counts } = await store.stats()
      expect(lines).toEqual(lines.toSorted())
      expect(lines.length).toBe(Object.values(counts).reduce((sum, count) => sum + count, 0))
      expect(Object.values(entitiesByType).reduce((sum, count) => sum + count, 0)).toBe(counts.entities)
      expect(Object.values(relationsByType).reduce((sum, count) => sum + count, 0)).toBe(counts.relations)
    })

    it('dumps some kinds alone', async () => {
      const store = await open(first, second)
      const all = await dumpOf(store)
      const some = await Array.fromAsync(store.dump({ kinds: ['relation', 'entity'] }))
      expect(some.length).toBeGreaterThan(10)
      expect(some).toEqual(all.filter((line) => /^\["(entity|relation)"/.test(line)))
    })

    it('is there for another process that opens it', async () => {
      const store = await open(first, second)
      const again = await maker.reopen()
      opened.push(again)
      expect(await dumpOf(again)).toEqual(await dumpOf(store))
    })

    it('closes twice without harm and answers no more', async () => {
      const store = await maker.openEmpty()
      await store.close()
      await store.close()
      await expect(store.stats()).rejects.toThrow(Error)
    })

    it('takes names and texts that look like queries as what they are', async () => {
      const store = await open(first)
      const hostile = `x' OR 1=1 --"}) MATCH (n) DETACH DELETE n //`
      expect(await store.findEntities(hostile, { limit: 5 })).toEqual([])
      expect(await store.getChunks([hostile])).toEqual(new Map())
      expect(await store.deleteDocument(hostile)).toBe(false)
      expect((await store.stats()).documents).toBe(1)
    })
  })
}
