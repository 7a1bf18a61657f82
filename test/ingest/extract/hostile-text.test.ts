import { describe, expect, it } from 'vitest'
import { readSentences } from '#ingest/extract/extract-by-rules.ts'

/**
 * Texts on which an expression that backtracks, or a loop over all pairs, takes minutes instead of milliseconds; the
 * runner's own limit of time is the only clock.
 */
const hostile: readonly (readonly [name: string, unit: string, end: string])[] = [
  ['one word of letters', 'a', ''],
  ['one word of capitals', 'A', ''],
  ['one number', '1', ''],
  ['numbers joined by dashes', '5-', ''],
  ['numbers joined by words', '5 to 6 and ', ''],
  ['tolerances', '5 ± ', ''],
  ['open brackets', '(', ''],
  ['brackets in brackets', '(5 (a ', ''],
  ['a polymer that never closes', 'poly(', ''],
  ['a slash after each formula', 'Pt/', ''],
  ['bonds', 'C═O-', ''],
  ['units without end', 'mg ', ''],
  ['glued units', 'mgcm', ''],
  ['potentials', '5 V vs. ', ''],
  ['conditions', 'at 5 V = ', ''],
  ['words parted at line ends', 'ab- ', ''],
  ['white space', ' ', 'b'],
  ['definitions', 'solid oxide fuel cell (SOFC) ', ''],
  ['reference headings', 'References [1] ', ''],
  ['one sentence of materials', 'alumina increases the hardness of steel and ', ''],
  ['an alkyl without end', 'methyl', ''],
  ['a polymer name without end', 'polyethylene', ''],
  ['combining marks', 'a\u0301', ''],
  ['raised numbers', '10⁻³', ''],
  ['changes', 'increased from 5 ', ''],
  ['lists of elements', 'C, O, N and ', ''],
]

describe('hostile texts', () => {
  it.each(hostile)('reads %s', (_, unit, end) => {
    const text = unit.repeat(Math.ceil(30_000 / unit.length)) + end
    for (const { span, materials, mentions } of readSentences(text)) {
      expect(span.start >= 0 && span.end <= text.length).toBe(true)
      for (const { start, end: last } of [...materials, ...mentions])
        expect(start < last && last <= text.length).toBe(true)
    }
  })

  it('takes no name of 10,000 characters', () => {
    const long = 'Al2O3'.repeat(2000)
    const mentions = readSentences(`The ${long} coating of alumina is hard.`).flatMap((sentence) => sentence.mentions)
    expect(mentions.every(({ entity }) => entity.name.length < 200)).toBe(true)
    expect(mentions.map(({ entity }) => entity.name)).toContain('alumina')
  })

  it.each([
    '纳米材料的强度很高。它的硬度是五十。',
    'Прочность этого материала велика. Он твёрдый.',
    'Die Katze sitzt auf der Matte. Sie schläft.',
  ])('finds no relation in another language: %s', (text) => {
    expect(readSentences(text).flatMap(({ relations }) => relations)).toEqual([])
  })

  it('takes the people of a novel for no formulas', () => {
    const text = 'He and I saw In there. "No," said Anna, "as I am." U was the letter. Bob C. and Os K. left.'
    expect(
      readSentences(text).flatMap(({ materials }) => materials.map(({ start, end }) => text.slice(start, end))),
    ).toEqual([])
  })
})
