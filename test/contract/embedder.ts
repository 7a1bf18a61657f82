import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Embedder } from '#models/embedder.ts'

/** What every `Embedder` promises. */
export function describeEmbedder(name: string, open: () => Promise<Embedder>): void {
  describe(`${name} as an Embedder`, () => {
    let embedder: Embedder
    beforeAll(async () => {
      embedder = await open()
    })
    afterAll(() => embedder.close())

    test('gives one vector of length 1 per text, in the order of the texts', async () => {
      const texts = ['Nacre is tough.', 'Silk is strong.', 'Nacre is tough.']
      const vectors = await embedder.embed(texts)
      expect(vectors).toHaveLength(3)
      for (const vector of vectors) {
        expect(vector).toHaveLength(embedder.dimensions)
        expect(dot(vector, vector)).toBeCloseTo(1, 5)
      }
      expect(vectors[2]).toEqual(vectors[0])
      expect(vectors[1]).not.toEqual(vectors[0])
    })

    test('gives the same vector for a text alone and among others', async () => {
      const [alone] = await embedder.embed(['Bone remodels under load.'])
      const [, among] = await embedder.embed(['A longer text about steel, first.', 'Bone remodels under load.'])
      expect(among).toEqual(alone)
    })

    test('gives vectors to search with that are near those of embed, the same alone and among others', async () => {
      const texts = ['Which protein holds the tablets of nacre together?', 'Steel.', '']
      const [precise, quick] = [await embedder.embed(texts), await embedder.embedQueries(texts)]
      expect(quick).toHaveLength(texts.length)
      for (const [at, vector] of quick.entries()) {
        expect(dot(vector, vector)).toBeCloseTo(1, 5)
        expect(dot(vector, precise[at]!)).toBeGreaterThan(0.97)
      }
      expect(await embedder.embedQueries(texts.slice(1, 2))).toEqual(quick.slice(1, 2))
      const long = 'steel '.repeat(embedder.maxTokens)
      await expect(embedder.embedQueries([long])).rejects.toMatchObject({ code: 'invalid-input' })
    })

    test('brings related texts closer than unrelated ones', async () => {
      const [nacre, shell, invoice] = await embedder.embed([
        'Nacre owes its toughness to aragonite tablets that slide in a soft protein matrix.',
        'The shell resists cracks because mineral bricks glide in an organic mortar.',
        'The invoice is due at the end of the month.',
      ])
      expect(dot(nacre!, shell!)).toBeGreaterThan(dot(nacre!, invoice!) + 0.2)
    })

    test('gives no vectors for no texts, and a vector for an empty text', async () => {
      expect(await embedder.embed([])).toEqual([])
      expect(await embedder.embed([''])).toHaveLength(1)
    })

    test('takes a text of exactly the longest length and refuses one token more', async () => {
      const longest = 'steel '.repeat(embedder.maxTokens - embedder.countTokens(''))
      expect(embedder.countTokens(longest)).toBe(embedder.maxTokens)
      expect(await embedder.embed([longest])).toHaveLength(1)
      await expect(embedder.embed(['short', `${longest} steel`])).rejects.toMatchObject({ code: 'invalid-input' })
    })

    test('gives a text as embed does, and its stretches in the order asked', async () => {
      const text = 'Nacre is tough because its tablets slide. The invoice is due.'
      const parts = [
        { start: 42, end: text.length },
        { start: 0, end: 41 },
        { start: 41, end: 42 },
      ]
      const [embedded] = await embedder.embedParts([{ text, parts }])
      const [whole, tablets] = await embedder.embed([text, 'Tablets slide, so nacre is tough.'])
      expect(embedded?.vector).toEqual(whole)
      expect(embedded?.parts).toHaveLength(3)
      const [invoice, nacre, blank] = embedded!.parts
      expect(dot(nacre!, tablets!)).toBeGreaterThan(dot(invoice!, tablets!) + 0.1)
      expect(dot(nacre!, nacre!)).toBeCloseTo(1, 5)
      expect(blank).toEqual(whole)
      expect(await embedder.embedParts([])).toEqual([])
    })

    test('stops when it is cancelled', async () => {
      const cancel = AbortSignal.abort()
      await expect(embedder.embed(['steel'], { signal: cancel })).rejects.toMatchObject({ code: 'cancelled' })
    })

    test('tells one ascending offset per token, for any text', () => {
      const special = embedder.countTokens('')
      fc.assert(
        fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
          const offsets = embedder.tokenOffsets(text)
          expect(offsets).toHaveLength(embedder.countTokens(text) - special)
          expect(offsets.every((offset, index) => offset < text.length && offset >= (offsets[index - 1] ?? 0))).toBe(
            true,
          )
        }),
        { seed: 1, numRuns: 500 },
      )
    })
  })
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0)
}
