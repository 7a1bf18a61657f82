import { describe, expect, it } from 'vitest'
import type { DocumentKnowledge, Merge } from '#core/knowledge.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { dumpOf } from '#test/dump-of.ts'
import { writeKnowledge } from '#test/write-knowledge.ts'

const polylactide = writeKnowledge('Polymers', [
  'This *polylactide* resembles a *polymer*.',
  'The name is *polylactide* (*PLLA=polylactide*).',
])
const bare = writeKnowledge('Films', ['The *PLLA* film resembles *silk*.', 'A second *PLLA* sample.'])
const otherwise = writeKnowledge('Algae', ['The *phenyl lactone* (*PLLA=phenyl lactone*) was made.'])
const formula = writeKnowledge('Oxides', ['*Al2O3* resembles *ZrO2*.', '*Al2O3* is *alumina*.'])
const word = writeKnowledge('Ceramics', ['*alumina* resembles *nacre*.', '*TiN* and *tin* differ.'])

const told = (merges: readonly Merge[]): string[] =>
  merges.map(
    ({ from, into, reason, isUndone }) => `${isUndone ? '(undone) ' : ''}${from.name} = ${into.name}: ${reason}`,
  )
const nameOf = async (store: GraphStore, name: string): Promise<string[]> =>
  (await store.findEntities(name, { limit: 9 })).map((entity) => entity.name)

/** What every graph store keeps of its promises about merges. */
export function describeGraphStoreMerges(
  name: string,
  open: (...documents: readonly DocumentKnowledge[]) => Promise<GraphStore>,
): void {
  describe(`${name}: merges`, () => {
    it('joins a formula and the name it is known by, and says why and where', async () => {
      const store = await open(formula, word)
      const merges = await store.listMerges()
      expect(told(merges)).toEqual(['Al2O3 = alumina: formula'])
      expect(merges[0]?.evidence).toMatchObject({
        documentId: formula.document.id,
        sentence: expect.stringContaining('Al2O3'),
      })
      expect((await store.stats()).merges).toBe(1)
      expect([...(await store.mergedIds())]).toEqual([[merges[0]?.from.id, merges[0]?.into.id]])
    })

    it('reads what is merged as one', async () => {
      const store = await open(formula, word)
      const [alumina] = await store.findEntities('Al2O3', { limit: 9 })
      expect(alumina?.name).toBe('alumina')
      const id = alumina!.id
      const neighbours = await store.neighbours(id, { limit: 9 })
      expect(neighbours.map(({ entity }) => entity.name).sort()).toEqual(['ZrO2', 'nacre'])
      for (const { relation } of neighbours) expect(relation.subjectId).toBe(id)
      const back = await store.neighbours((await store.findEntities('ZrO2', { limit: 1 }))[0]!.id, { limit: 9 })
      expect(back.map(({ entity, direction }) => [entity.id, direction])).toEqual([[id, 'in']])
      expect((await store.chunkFrequency([id])).get(id)).toBe(3)
      const chunks = await store.chunksOfEntities([id], { limit: 9 })
      expect(chunks.map(({ entityIds }) => entityIds)).toEqual([[id], [id], [id]])
      const second = formula.chunks[1]!.id
      expect((await store.entitiesOfChunks([second])).get(second)).toMatchObject([{ entity: { id }, mentions: 2 }])
      const stated = await store.relationsOfChunks(formula.chunks.map((chunk) => chunk.id))
      expect(stated.map(({ subject, object }) => [subject.name, object.name])).toEqual([['alumina', 'ZrO2']])
    })

    it('leaves an abbreviation to its document until another one defines it', async () => {
      const store = await open(bare)
      expect(await store.listMerges()).toEqual([])
      expect(await nameOf(store, 'PLLA')).toEqual(['PLLA'])
      await store.putDocument(polylactide)
      const merges = await store.listMerges()
      expect(told(merges)).toEqual(['PLLA = polylactide: abbreviation'])
      expect(merges[0]?.evidence).toMatchObject({
        documentId: polylactide.document.id,
        sentence: 'The name is polylactide (PLLA).',
      })
      expect(await nameOf(store, 'PLLA')).toEqual(['polylactide'])
      const [polymer] = await store.findEntities('polylactide', { limit: 1 })
      const neighbours = await store.neighbours(polymer!.id, { limit: 9 })
      expect(neighbours.map(({ entity }) => entity.name).sort()).toEqual(['polymer', 'silk'])
    })

    it('parts it again when documents define it in two ways, and joins it when one of them goes', async () => {
      const store = await open(bare, polylactide, otherwise)
      expect(await store.listMerges()).toEqual([])
      expect(await nameOf(store, 'PLLA')).toEqual(['PLLA'])
      await store.deleteDocument(polylactide.document.id)
      expect(told(await store.listMerges())).toEqual(['PLLA = phenyl lactone: abbreviation'])
      await store.deleteDocument(otherwise.document.id)
      expect(await store.listMerges()).toEqual([])
      expect(await dumpOf(store)).toEqual(await dumpOf(await open(bare)))
    })

    it('undoes a merge for good, until it is redone', async () => {
      const store = await open(formula, word)
      const before = await dumpOf(store)
      const [merge] = await store.listMerges()
      expect(await store.undoMerge(merge!.id)).toBe(true)
      expect(await store.undoMerge(merge!.id)).toBe(false)
      expect(told(await store.listMerges())).toEqual(['(undone) Al2O3 = alumina: formula'])
      expect(await nameOf(store, 'Al2O3')).toEqual(['Al2O3'])
      expect(await nameOf(store, 'alumina')).toEqual(['alumina'])
      await store.deleteDocument(formula.document.id)
      await store.putDocument(formula)
      expect(told(await store.listMerges())).toEqual(['(undone) Al2O3 = alumina: formula'])
      expect(await store.redoMerge(merge!.id)).toBe(true)
      expect(await store.redoMerge(merge!.id)).toBe(false)
      expect(await dumpOf(store)).toEqual(before)
    })

    it('knows no merge of another id', async () => {
      const store = await open(formula)
      expect(await store.undoMerge('merge_unknown')).toBe(false)
      expect(await store.redoMerge('merge_unknown')).toBe(false)
    })

    it('takes names that look like queries, and names of 10,000 characters, as names', async () => {
      const names = ["x'); DROP TABLE entities; --", '`}) DETACH DELETE (n) //', `"${'titanium '.repeat(1_100)}`]
      const store = await open(
        writeKnowledge(
          'Odd',
          names.map((each) => `A *${each}* resembles *nacre*.`),
        ),
      )
      for (const each of names) expect(await store.findEntities(each, { limit: 9 })).toHaveLength(1)
      expect((await store.stats()).entities).toBe(4)
    })
  })
}
