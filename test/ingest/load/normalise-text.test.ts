import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseText } from '#ingest/load/normalise-text.ts'

describe('normaliseText', () => {
  it.each([
    ['line ends', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['composed letters', 'e\u0301', 'é'],
    ['letters that compose when what stood between is gone', 'e\u200b\u0301', 'é'],
    ['spaces of all widths', '5\u00a0µm\u202fand\u20093 nm', '5 µm and 3 nm'],
    ['hyphens that do not break', 'high\u2011entropy', 'high-entropy'],
    ['soft hyphens, zero-width marks and control characters', 'na\u00adcre\u200b\u0007\ufeff', 'nacre'],
    ['right-to-left overrides', 'a\u202eb\u2066c', 'abc'],
    ['halves of surrogate pairs', 'a\ud800b', 'a\ufffdb'],
    ['blanks at line ends and many blank lines', ' a  \n \n\n\n b ', 'a\n\n b'],
  ])('makes %s plain', (_name, text, expected) => {
    expect(normaliseText(text)).toBe(expected)
  })

  it('changes nothing when done again', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('\r', '\n', ' ', 'e', '\u0301', '\u200b', '\u00a0', '가', '\u1100\u1161'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (parts) => {
        const once = normaliseText(parts.join(''))
        expect(normaliseText(once)).toBe(once)
        expect(once.isWellFormed()).toBe(true)
      }),
      { seed: 4, numRuns: 1000 },
    )
  })

  it('takes time in line with the length of a run of blanks', () => {
    expect(normaliseText(`a${' '.repeat(5e6)}b`)).toHaveLength(5e6 + 2)
  })
})
