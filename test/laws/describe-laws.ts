import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Document } from '#core/document.ts'
import { repairIndex } from '#ingest/repair-index.ts'
import type { Embedder } from '#models/embedder.ts'
import type { CorpusStores } from './open-corpus-stores.ts'
import { smallDocument } from './small-documents.ts'

const corpus = fc.uniqueArray(smallDocument, { minLength: 1, maxLength: 3, selector: ({ id }) => id })
/** fast-check prints the seed and the smallest example when a law is broken. */
const seed = 20_261_124

/**
 * The laws of a corpus, through everything that an ingest does with a document once it is text: splitting, extraction by
 * rules, embedding, LanceDB and a graph store. `open` gives empty stores.
 */
export function describeCorpusLaws(
  name: string,
  embedder: () => Embedder,
  open: () => Promise<CorpusStores>,
  { runs, steps }: { runs: number; steps: number },
): void {
  const filled = async (documents: readonly Document[]): Promise<CorpusStores> => {
    const stores = await open()
    for (const document of documents) await stores.add(document)
    return stores
  }

  describe(`laws: ${name}`, () => {
    it('removing a document leaves what there would be without it', async () => {
      const law = fc.asyncProperty(corpus, smallDocument, async (kept, gone) => {
        const others = kept.filter(({ id }) => id !== gone.id)
        const stores = await filled([...others.slice(0, 1), gone, ...others.slice(1)])
        await stores.remove(gone.id)
        const left = await stores.dump()
        expect(left).toEqual(await (await filled(others)).dump())
      })
      await fc.assert(law, { numRuns: runs, seed })
    })

    it('replacing is removing and adding', async () => {
      const law = fc.asyncProperty(corpus, smallDocument, smallDocument, async (kept, old, fresh) => {
        const others = kept.filter(({ id }) => id !== old.id && id !== fresh.id)
        const replacing = await filled([...others, old])
        await replacing.add(fresh, { replaces: [old.id] })
        const replaced = await replacing.dump()
        const removing = await filled([...others, old])
        if (old.id !== fresh.id) await removing.remove(old.id)
        await removing.add(fresh)
        expect(replaced).toEqual(await removing.dump())
      })
      await fc.assert(law, { numRuns: runs, seed })
    })

    it('the order does not matter, and twice is once', async () => {
      const reasons = new Set<string>()
      const law = fc.asyncProperty(corpus, async (documents) => {
        const stores = await filled(documents)
        for (const { reason } of await stores.graph.listMerges()) reasons.add(reason)
        const forwards = await stores.dump()
        const backwards = [...documents.toReversed(), ...documents]
        expect(await (await filled(backwards)).dump()).toEqual(forwards)
      })
      await fc.assert(law, { numRuns: runs, seed })
      // The documents are such that there is something to get wrong.
      if (runs >= 10) expect([...reasons].sort()).toEqual(['abbreviation', 'formula', 'spelling'])
    })

    it('whatever was done, what is known follows from the documents that are there', async () => {
      const law = fc.asyncProperty(fc.commands(commands, { maxCommands: steps }), async (run) => {
        const stores = await open()
        const model: Model = { documents: new Map() }
        await fc.asyncModelRun(() => ({ model, real: { stores, embedder: embedder() } }), run)
        await repairIndex({ ...stores, embedder: embedder() })
        for (const { id, isUndone } of await stores.graph.listMerges()) if (isUndone) await stores.graph.redoMerge(id)
        const known = await stores.dump()
        expect(known).toEqual(await (await filled([...model.documents.values()])).dump())
      })
      await fc.assert(law, { numRuns: runs, seed })
    })
  })
}

interface Model {
  readonly documents: Map<string, Document>
}
interface Real {
  readonly stores: CorpusStores
  readonly embedder: Embedder
}
type Step = fc.AsyncCommand<Model, Real>

const step = (name: string, run: (model: Model, real: Real) => Promise<void>): Step => ({
  check: () => true,
  run,
  toString: () => name,
})
/** One of the documents that are there, by a number. */
const pick = ({ documents }: Model, number: number): Document | undefined =>
  [...documents.values()][number % Math.max(1, documents.size)]

const commands: fc.Arbitrary<Step>[] = [
  smallDocument.map((document) =>
    step(`add ${JSON.stringify(document.text)}`, async (model, { stores }) => {
      await stores.add(document)
      model.documents.set(document.id, document)
    }),
  ),
  smallDocument.map((document) =>
    step(`die while adding ${JSON.stringify(document.text)}`, (_model, { stores }) => stores.addHalf(document)),
  ),
  fc.nat(9).map((number) =>
    step(`add number ${number} again`, async (model, { stores }) => {
      const document = pick(model, number)
      if (document !== undefined) await stores.add(document)
    }),
  ),
  fc.nat(9).map((number) =>
    step(`remove number ${number}`, async (model, { stores }) => {
      const document = pick(model, number)
      if (document === undefined) return
      await stores.remove(document.id)
      model.documents.delete(document.id)
    }),
  ),
  fc.tuple(fc.nat(9), smallDocument).map(([number, fresh]) =>
    step(`replace number ${number} by ${JSON.stringify(fresh.text)}`, async (model, { stores }) => {
      const old = pick(model, number)
      await stores.add(fresh, { replaces: old === undefined ? [] : [old.id] })
      if (old !== undefined && old.id !== fresh.id) model.documents.delete(old.id)
      model.documents.set(fresh.id, fresh)
    }),
  ),
  fc.nat(9).map((number) =>
    step(`undo merge ${number}`, async (_model, { stores }) => {
      const merges = (await stores.graph.listMerges()).filter(({ isUndone }) => !isUndone)
      const merge = merges[number % Math.max(1, merges.length)]
      if (merge !== undefined) expect(await stores.graph.undoMerge(merge.id)).toBe(true)
    }),
  ),
  fc.constant(
    step('repair', async (_model, { stores, embedder }) => void (await repairIndex({ ...stores, embedder }))),
  ),
]
