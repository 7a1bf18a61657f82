import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numbersInText, unstatedNumbers } from '#agents/verify/numbers-in-text.ts'

describe('numbersInText reads', () => {
  it.each<[string, string, (readonly [number, string])[]]>([
    ['a value and its unit', 'It melts at 232 °C.', [[232, '°C']]],
    [
      'both ends of a range with one unit',
      '3 to 10 MPa·m^0.5',
      [
        [3, 'MPa'],
        [10, 'MPa'],
      ],
    ],
    [
      'a range with a dash',
      '0.3–0.5 µm',
      [
        [0.3, 'µm'],
        [0.5, 'µm'],
      ],
    ],
    [
      'powers of ten in three spellings',
      '1 × 10⁻³ S, 1 × 10^-3 S, 1 × 10−3 S',
      [
        [1e-3, 'S'],
        [1e-3, 'S'],
        [1e-3, 'S'],
      ],
    ],
    [
      'a bare power of ten',
      'about 10^6 cycles and 10⁻⁴ S',
      [
        [1e6, ''],
        [1e-4, 'S'],
      ],
    ],
    [
      'minus signs',
      'at −2.71 V and -80 °C',
      [
        [-2.71, 'V'],
        [-80, '°C'],
      ],
    ],
    ['thousands with commas', 'after 1,000 cycles', [[1000, '']]],
    [
      'per cent of several kinds',
      '95 wt% and 1 % and 5 percent',
      [
        [95, 'wt%'],
        [1, '%'],
        [5, '%'],
      ],
    ],
    ['a value joined to its unit', '470MPa', [[470, 'MPa']]],
  ])('%s', (_name, text, expected) => {
    expect(numbersInText(text).map(({ value, unit }) => [Number(value.toPrecision(12)), unit])).toEqual(expected)
  })

  it.each(['Al2O3', 'Li7La3Zr2O12', 'SAC305', '4H-SiC', '3D printing', 'S cm−1', 'MPa·m^0.5'])(
    'no number in %s',
    (text) => {
      expect(numbersInText(text)).toEqual([])
    },
  )

  it('anything without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const { value } of numbersInText(text)) expect(value).not.toBeNaN()
      }),
      { seed: 41, numRuns: 300 },
    )
  })
})

describe('unstatedNumbers', () => {
  it('finds a value that no evidence states', () => {
    expect(unstatedNumbers('It is 480 MPa.', ['It is 470 MPa.'])).toEqual([{ value: 480, unit: 'MPa' }])
  })

  it('takes another unit for another number', () => {
    expect(unstatedNumbers('It is 470 GPa.', ['It is 470 MPa.'])).toEqual([{ value: 470, unit: 'GPa' }])
  })

  it('lets a claim write out what the evidence spells, and leave the unit away', () => {
    expect(unstatedNumbers('There are 2 phases below 470.', ['Two phases exist below 470 MPa.'])).toEqual([])
  })

  it('finds nothing in a text that is its own evidence', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(unstatedNumbers(text, [text])).toEqual([])
      }),
      { seed: 42, numRuns: 300 },
    )
  })
})
