import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gini } from '#agents/pairs/quality/gini.ts'
import { measurePairs } from '#agents/pairs/quality/measure-pairs.ts'
import { nearDuplicates } from '#agents/pairs/quality/near-duplicates.ts'
import { contamination, selfBleu } from '#agents/pairs/quality/text-measures.ts'
import { separability } from '#agents/pairs/quality/separability.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { makeRecords } from '#test/make-records.ts'

describe('separability', () => {
  test('is 1, 0 and a half where it should be', () => {
    expect(separability([3, 4], [1, 2])).toBe(1)
    expect(separability([1, 2], [3, 4])).toBe(0)
    expect(separability([1, 1], [1, 1])).toBe(0.5)
    expect(separability([], [1])).toBe(0.5)
  })

  test('is the share of pairs won, ties half', () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(numbers, numbers, (chosen, rejected) => {
        const won = chosen.flatMap((a) => rejected.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)))
        const share = won.reduce<number>((sum, value) => sum + value, 0) / won.length
        expect(separability(chosen, rejected)).toBeCloseTo(share, 10)
      }),
    )
  })
})

test('gini is 0 for equal counts and nears 1 where one has all', () => {
  expect(gini([2, 2, 2])).toBeCloseTo(0, 10)
  expect(gini([0, 0, 0, 12])).toBeCloseTo(0.75, 10)
  expect(gini([])).toBe(0)
})

test('nearDuplicates finds what differs by a word, not what shares a topic', () => {
  const long = 'what makes the organic layers between the platelets of nacre deflect a growing crack so well in water'
  expect(nearDuplicates([long, 'why is bone tough?', `${long} today`, 'WHY is bone tough'])).toEqual([
    [0, 2],
    [1, 3],
  ])
})

describe('measurePairs', () => {
  const { pair } = makeRecords([makeKnowledge({ seed: 1 })])
  const good = '<|thinking|>\nTopic: nacre\n<|/thinking|>\n'

  test('sees that only the form differs', () => {
    const pairs = ['crack', 'platelet', 'protein'].map((word) => ({
      ...pair,
      prompt: `Which ${word} is meant here?`,
      chosen: `${good}The ${word} is tough.`,
      rejected: `The ${word} is weak.`,
    }))
    const quality = measurePairs(pairs)
    expect(quality).toMatchObject({ pairs: 3, separableByFormat: 1, separableByAnswerLength: 0.5, documents: 1 })
    expect(quality.warnings.join(' ')).toMatch(/fewer than 32[^]*thinking block/)
  })

  test('says nothing wrong of no pairs but that there are none', () => {
    const quality = measurePairs([])
    expect(quality).toMatchObject({ pairs: 0, separableByLength: 0.5, distinct2: 0 })
    expect(quality.warnings).toHaveLength(1)
  })
})

test('selfBleu is 1 for one text again and again, and small for texts with nothing in common', () => {
  const same = 'cracks are deflected at the organic layers of nacre'
  expect(selfBleu([same, same, same])).toBeCloseTo(1, 5)
  expect(selfBleu([same, 'tin melts early', 'glass has no grains at all in it'])).toBeLessThan(0.3)
  expect(selfBleu([same])).toBe(0)
})

test('contamination is the share of texts with thirteen words in a row of the others', () => {
  const long = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen'
  expect(contamination([long, 'short'], [`zero ${long}`])).toBe(0.5)
  expect(contamination([long], [long.replace('seven', '7')])).toBe(0)
})
