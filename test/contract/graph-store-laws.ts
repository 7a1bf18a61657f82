import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DocumentKnowledge } from '#core/knowledge.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { dumpOf } from '#test/dump-of.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { makeRecords } from '#test/make-records.ts'

/** What holds for every graph store whatever the documents are; `open` gives a store that knows these. */
export function describeGraphStoreLaws(
  name: string,
  open: (...documents: readonly DocumentKnowledge[]) => Promise<GraphStore>,
  { runs }: { runs: number },
): void {
  describe(`${name}: laws`, () => {
    const shape = fc.record({
      seed: fc.integer({ min: 10, max: 40 }),
      chunks: fc.integer({ min: 0, max: 4 }),
      sentences: fc.integer({ min: 1, max: 4 }),
    })
    const corpus = fc.uniqueArray(shape, { minLength: 1, maxLength: 4, selector: (item) => item.seed })
    const settings = { numRuns: runs, seed: 20_261 }

    it('adding B and removing it leaves what was there', async () => {
      const law = fc.asyncProperty(corpus, shape, async (kept, removed) => {
        const a = kept.filter((item) => item.seed !== removed.seed).map(makeKnowledge)
        const b = makeKnowledge(removed)
        const store = await open(...a)
        const before = [await dumpOf(store), await store.stats()]
        await store.putDocument(b)
        if (b.chunks.length > 0) await store.putRecord('task', makeRecords([b, ...a]).task)
        await store.deleteDocument(b.document.id)
        expect([await dumpOf(store), await store.stats()]).toEqual(before)
      })
      await fc.assert(law, settings)
    })

    it('adding twice is adding once', async () => {
      const law = fc.asyncProperty(corpus, async (shapes) => {
        const documents = shapes.map(makeKnowledge)
        const once = await dumpOf(await open(...documents))
        expect(await dumpOf(await open(...documents, ...documents))).toEqual(once)
      })
      await fc.assert(law, settings)
    })

    it('the order of documents does not matter', async () => {
      const law = fc.asyncProperty(corpus, async (shapes) => {
        const documents = shapes.map(makeKnowledge)
        const forwards = await dumpOf(await open(...documents))
        expect(await dumpOf(await open(...documents.toReversed()))).toEqual(forwards)
      })
      await fc.assert(law, settings)
    })
  })
}
