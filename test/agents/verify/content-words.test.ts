import { describe, expect, it } from 'vitest'
import { contentWords, unknownWords, wordCoverage } from '#agents/verify/content-words.ts'

describe('contentWords', () => {
  it.each([
    ['increases', 'increasing'],
    ['properties', 'property'],
    ['hardened', 'hardening'],
    ['tougher', 'toughness'],
    ['stabilizes', 'stabilised'],
    ['aluminum', 'aluminium'],
    ['fibers', 'fibre'],
  ])('joins %s and %s', (one, other) => {
    expect(contentWords(one)).toEqual(contentWords(other))
  })

  it('keeps formulas and words of the same letters apart', () => {
    expect(contentWords('TiN tin')).toEqual(['TiN', 'tin'])
  })

  it('drops stop words and splits hyphens', () => {
    expect(contentWords('The lithium-ion battery is in the cell')).toEqual(contentWords('lithium ion battery cell'))
  })
})

describe('wordCoverage', () => {
  it('is the share of different content words that the other text has', () => {
    expect(wordCoverage('Hard brittle nacre', 'Nacre is hard.')).toBeCloseTo(2 / 3)
    expect(wordCoverage('the of and', 'anything')).toBe(0)
  })
})

describe('unknownWords', () => {
  it('names what a claim brings in, generic words apart', () => {
    expect(
      unknownWords('Weak ionic bonds provide nacre with strength.', ['Nacre has weak bonds and strength.']),
    ).toEqual(['ionic'])
  })
})
