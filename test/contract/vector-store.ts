import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { VectorRow, VectorStore } from '#graph/vector-store.ts'
import { unitVector } from '#test/unit-vector.ts'

/** Opens the stores of one adapter for the suite. */
export interface VectorStoreMaker {
  /** An empty store of these dimensions. */
  openEmpty(dimensions: number): Promise<VectorStore>
  /** A second view on what the last store holds. */
  reopen(): Promise<VectorStore>
}

/** What every vector store keeps of its promises. */
export function describeVectorStore(name: string, maker: VectorStoreMaker): void {
  const dimensions = 16
  const opened: VectorStore[] = []
  const open = async (...rows: readonly VectorRow[]): Promise<VectorStore> => {
    const store = await maker.openEmpty(dimensions)
    opened.push(store)
    await store.upsert(rows)
    return store
  }
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close()
  })
  const row = (id: string, text: string, seed = Number(/\d+/.exec(id)?.[0] ?? 0)): VectorRow => {
    return { id, documentId: `doc_${seed % 3}`, text, vector: unitVector(seed, dimensions) }
  }
  const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, at) => sum + value * b[at]!, 0)
  const nacre = row('c1', 'Nacre is made of aragonite platelets; nacre is tough.')
  const silk = row('c2', 'Spider silk is strong and light.')
  const platelet = row('c3', 'A platelet of TiN, α-Al₂O₃ or 42CrMo4 steel.')

  describe(`${name}: sentences`, () => {
    it('keeps the vectors of the sentences of a row, their cosines to 0.002', async () => {
      const sentences = [unitVector(11, dimensions), unitVector(12, dimensions)]
      const store = await open({ ...nacre, sentences }, silk)
      const found = await store.passages(['c1', 'c2', 'c_unknown'])
      expect([...found.keys()].sort()).toEqual(['c1', 'c2'])
      expect(found.get('c1')?.vector).toEqual(nacre.vector)
      expect(found.get('c2')?.sentences).toEqual([])
      expect(found.get('c1')?.sentences).toHaveLength(2)
      for (const [at, sentence] of found.get('c1')!.sentences.entries()) {
        expect(Math.abs(cosine(sentence, sentences[at]!) - 1)).toBeLessThan(0.002)
      }
    })
  })

  describe(`${name}: several searches at once`, () => {
    it('finds for each vector what a search of its own finds', async () => {
      const rows = Array.from({ length: 40 }, (_, index) => row(`c${index}`, 'steel', index))
      const store = await open(...rows)
      const vectors = [41, 3, 42, 3].map((seed) => unitVector(seed, dimensions))
      const found = await store.searchMany(vectors, { limit: 7 })
      for (const [at, vector] of vectors.entries()) {
        expect(found[at]).toEqual(await store.search(vector, { limit: 7 }))
      }
      expect(await store.searchMany([vectors[0]!], { limit: 3 })).toEqual([
        await store.search(vectors[0]!, { limit: 3 }),
      ])
      expect(await store.searchMany([], { limit: 3 })).toEqual([])
      expect(await store.searchMany(vectors, { limit: 0 })).toEqual([[], [], [], []])
    })
  })

  describe(`${name}: rows`, () => {
    it('keeps one row for each id, the last', async () => {
      const store = await open(nacre, silk, nacre)
      await store.upsert([silk])
      await store.upsert([{ ...nacre, text: 'Now about hydroxyapatite.', vector: platelet.vector }])
      expect(await store.count()).toBe(2)
      expect((await store.get(['c1'])).get('c1')).toEqual(platelet.vector)
      expect((await store.searchText('hydroxyapatite', { limit: 5 })).map(({ id }) => id)).toEqual(['c1'])
      expect(await store.searchText('aragonite', { limit: 5 })).toEqual([])
    })

    it('gives vectors back bit by bit, in the order asked for, without unknown ids', async () => {
      const store = await open(nacre, silk, platelet)
      const found = await store.get(['c3', 'unknown', 'c1'])
      expect([...found]).toEqual([
        ['c3', platelet.vector],
        ['c1', nacre.vector],
      ])
      expect(await store.get([])).toEqual(new Map())
    })

    it('says which ids are there, and lists all of them in order', async () => {
      const store = await open(platelet, nacre, silk)
      expect(await store.has(['c2', 'unknown'])).toEqual(new Set(['c2']))
      expect(await store.has([])).toEqual(new Set())
      expect(await store.ids()).toEqual(['c1', 'c2', 'c3'])
    })

    it('removes rows from both searches; unknown ids are no error', async () => {
      const store = await open(nacre, silk, platelet)
      await store.optimize()
      await store.delete(['c1', 'unknown'])
      await store.delete([])
      expect(await store.ids()).toEqual(['c2', 'c3'])
      expect((await store.search(nacre.vector, { limit: 5 })).map(({ id }) => id)).not.toContain('c1')
      expect(await store.searchText('nacre', { limit: 5 })).toEqual([])
    })

    it('takes ids and texts with any characters', async () => {
      const ids = ["it's", `"quoted"`, 'a\\b', 'β-😀', "x') OR true --", '%', ' ']
      const store = await open(...ids.map((id, at) => row(id, `text of ${id}`, at)))
      expect(await store.has(ids)).toEqual(new Set(ids))
      await store.delete(["x') OR true --", "it's"])
      expect(await store.count()).toBe(ids.length - 2)
    })

    it('refuses a vector of other dimensions, of another length, or with NaN, and writes nothing of its batch', async () => {
      const store = await open(nacre)
      const wrong = [unitVector(1, dimensions + 1), nacre.vector.map((x) => 2 * x), nacre.vector.map(() => Number.NaN)]
      for (const vector of wrong) {
        await expect(store.upsert([silk, { ...platelet, vector }])).rejects.toMatchObject({ code: 'invalid-input' })
        await expect(store.search(vector, { limit: 1 })).rejects.toMatchObject({ code: 'invalid-input' })
      }
      expect(await store.count()).toBe(1)
    })

    it('does with thousands of ids at once', async () => {
      const rows = Array.from({ length: 2500 }, (_, at) => row(`c${String(at).padStart(4, '0')}`, `number ${at}`, at))
      const store = await open(...rows)
      const ids = rows.map(({ id }) => id)
      expect((await store.has(ids)).size).toBe(2500)
      expect((await store.get(ids)).size).toBe(2500)
      await store.delete(ids.slice(1))
      expect(await store.ids()).toEqual(ids.slice(0, 1))
    })
  })

  describe(`${name}: searching by meaning`, () => {
    const rows = Array.from({ length: 60 }, (_, at) => row(`c${String(at).padStart(3, '0')}`, `number ${at}`, at))

    it.each([['before optimising', false] as const, ['after optimising', true] as const])(
      'scores by cosine, best first (%s)',
      async (_when, isOptimized) => {
        const store = await open(...rows)
        if (isOptimized) await store.optimize()
        const query = unitVector(1000, dimensions)
        const expected = rows
          .map(({ id, vector }) => ({ id, score: cosine(query, vector) }))
          .sort((a, b) => b.score - a.score)
          .slice(0, 7)
        const found = await store.search(query, { limit: 7 })
        expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
        for (const [at, { score }] of found.entries()) expect(score).toBeCloseTo(expected[at]!.score, 5)
      },
    )

    it('orders equal scores by id', async () => {
      const same = ['c9', 'c1', 'c5', 'c3'].map((id) => row(id, 'the same', 7))
      const store = await open(...same)
      const found = await store.search(unitVector(7, dimensions), { limit: 3 })
      expect(found.map(({ id }) => id)).toEqual(['c1', 'c3', 'c5'])
      expect(found[0]?.score).toBeCloseTo(1, 5)
    })

    it('finds nothing in an empty store and nothing for a limit of 0', async () => {
      const store = await open()
      expect(await store.search(nacre.vector, { limit: 3 })).toEqual([])
      await store.upsert([nacre])
      expect(await store.search(nacre.vector, { limit: 0 })).toEqual([])
    })
  })

  describe(`${name}: searching by words`, () => {
    const idsOf = async (store: VectorStore, query: string): Promise<string[]> =>
      (await store.searchText(query, { limit: 10 })).map(({ id }) => id)

    it('finds nothing in an empty store', async () => {
      const store = await open()
      expect(await idsOf(store, 'nacre')).toEqual([])
      await store.optimize()
      expect(await idsOf(store, 'nacre')).toEqual([])
    })

    it('finds rows at once, and rows added after optimising', async () => {
      const store = await open(nacre, silk)
      expect(await idsOf(store, 'nacre')).toEqual(['c1'])
      await store.optimize()
      expect(await idsOf(store, 'nacre')).toEqual(['c1'])
      await store.upsert([platelet])
      expect((await idsOf(store, 'platelets')).sort()).toEqual(['c1', 'c3'])
      await store.optimize()
      expect((await idsOf(store, 'platelets')).sort()).toEqual(['c1', 'c3'])
    })

    it('knows forms of English words, formulas and grades', async () => {
      const store = await open(nacre, silk, platelet)
      expect(await idsOf(store, 'strongly')).toEqual(['c2'])
      expect(await idsOf(store, 'Al2O3')).toEqual(['c3'])
      expect(await idsOf(store, '42CrMo4')).toEqual(['c3'])
    })

    it('scores rows higher that hold more and rarer words of the query', async () => {
      const store = await open(nacre, silk, platelet, row('c4', 'Strong steel.'))
      await store.optimize()
      const [best, ...others] = await store.searchText('strong spider silk', { limit: 5 })
      expect(best?.id).toBe('c2')
      expect(others.every(({ score }) => score > 0 && score < best!.score)).toBe(true)
    })

    it('takes any text as a query', async () => {
      const store = await open(nacre, silk)
      await store.optimize()
      for (const query of ['', ' ', '"', 'nacre"', 'a:b AND (c', '*', '+nacre -silk', 'the', '\\', '😀', '\u0000']) {
        await expect(store.searchText(query, { limit: 3 })).resolves.toBeInstanceOf(Array)
      }
      const law = fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 80 }), async (query) => {
        expect((await store.searchText(query, { limit: 3 })).length).toBeLessThanOrEqual(2)
      })
      await fc.assert(law, { numRuns: 100, seed: 20_262 })
    })
  })

  describe(`${name}: laws`, () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('upsert' as const),
        ids: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 6 }),
      }),
      fc.record({
        kind: fc.constant('delete' as const),
        ids: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('optimize' as const), ids: fc.constant<number[]>([]) }),
    )

    it('holds what a plain map would hold, after any steps', async () => {
      const law = fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        const store = await open()
        const expected = new Set<string>()
        for (const [at, { kind, ids }] of steps.entries()) {
          const named = ids.map((id) => `c${id}`)
          if (kind === 'upsert') await store.upsert(named.map((id) => row(id, `word${id} at ${at}`)))
          else if (kind === 'delete') await store.delete(named)
          else await store.optimize()
          for (const id of named) {
            if (kind === 'upsert') expected.add(id)
            else expected.delete(id)
          }
        }
        expect(await store.ids()).toEqual([...expected].sort())
        const nearest = await store.search(unitVector(99, dimensions), { limit: 100 })
        expect(nearest.map(({ id }) => id).sort()).toEqual([...expected].sort())
        for (const id of expected)
          expect((await store.searchText(`word${id}`, { limit: 5 })).map((hit) => hit.id)).toEqual([id])
      })
      await fc.assert(law, { numRuns: 12, seed: 20_263 })
    })
  })

  describe(`${name}: as a whole`, () => {
    it('shows at once what another view has written', async () => {
      const store = await open(nacre)
      const other = await maker.reopen()
      opened.push(other)
      expect(await other.ids()).toEqual(['c1'])
      await store.upsert([silk])
      expect(await other.ids()).toEqual(['c1', 'c2'])
      await other.delete(['c1'])
      expect(await store.ids()).toEqual(['c2'])
    })

    it('closes twice without harm and answers no more', async () => {
      const store = await maker.openEmpty(dimensions)
      await store.close()
      await store.close()
      await expect(store.count()).rejects.toThrow(Error)
    })
  })
}
