import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findQuantities } from '#ingest/extract/find-quantities.ts'
import { parseUnit } from '#ingest/extract/units.ts'

const read = (text: string): string[] => findQuantities(text).map(({ start, end }) => text.slice(start, end))
const range = (text: string): [number, number, string] | undefined => {
  const [first] = findQuantities(text)
  return first === undefined ? undefined : [first.minimum, first.maximum, first.unit]
}

describe('findQuantities', () => {
  it.each([
    ['a strength of about 470 MPa.', [470, 470, 'MPa']],
    ['from 3 to 10 MPa·m^0.5', [3, 10, 'MPa·m^0.5']],
    ['is 10.5 × 10−6 K−1 here', [10.5e-6, 10.5e-6, 'K−1']],
    ['165 ± 10 nm', [155, 175, 'nm']],
    ['0.3, 0.2, 0.1, and 0.025 mg cm−2', [0.025, 0.3, 'mg cm−2']],
    ['the range between 1.15 and 1.25 eV', [1.15, 1.25, 'eV']],
    ['pH 0–7', [0, 7, 'pH']],
    ['at −0.4 V vs. RHE', [-0.4, -0.4, 'V vs. RHE']],
    ['2.5 W m−1 K−1', [2.5, 2.5, 'W m−1 K−1']],
    ['160 mAh/g', [160, 160, 'mAh/g']],
    ['3 mol% Y2O3', [3, 3, 'mol%']],
    ['an area of 300 m2 g 1 was', [300, 300, 'm2 g 1']],
    ['density of 4.51 g cm−3.', [4.51, 4.51, 'g cm−3']],
    ['1,200 cycles', [1200, 1200, 'cycles']],
    ['a zT of about 1.4 at', [1.4, 1.4, '']],
    ['10−3 mbar', [1e-3, 1e-3, 'mbar']],
    ['60 ◦C', [60, 60, '◦C']],
    ['20mlmin-1 of gas', [20, 20, 'mlmin-1']],
    ['1.46 MPam1/2', [1.46, 1.46, 'MPam1/2']],
    ['dried at 100  C for', [100, 100, '°C']],
    ['30e70 mg', [30, 70, 'mg']],
    ['(0.5±0.1)×10−10 m', [0.4e-10, 0.6e-10, 'm']],
    ['0.97 V vs. the reversible hydrogen electrode', [0.97, 0.97, 'V vs. the reversible hydrogen electrode']],
    ['0.05/0.45 mg cm−2', [0.05, 0.45, 'mg cm−2']],
    ['a ratio of 3.', [3, 3, '']],
    ['about 10^13 cm^-2', [1e13, 1e13, 'cm^-2']],
    ['a rate of 10-3 s-1', [1e-3, 1e-3, 's-1']],
    ['10-15 nm thick', [10, 15, 'nm']],
    ['at 2e-5 mbar', [2e-5, 2e-5, 'mbar']],
    ['1E18 cm-3 of boron', [1e18, 1e18, 'cm-3']],
    ['(5 ± 0.3) nm', [4.7, 5.3, 'nm']],
    ['5.431(2) Å', [5.431, 5.431, 'Å']],
    ['100 000 cycles', [100_000, 100_000, 'cycles']],
    ['from 100 kHz to 10 mHz', [10, 1e8, 'mHz']],
    ['50 nm to 1 µm', [0.05, 1, 'µm']],
    ['−215 μV K−1', [-215, -215, 'μV K−1']],
    ['123 mA h g−1', [123, 123, 'mA h g−1']],
    ['5 Ω cm', [5, 5, 'Ω cm']],
    ['1.2 kPa s', [1.2, 1.2, 'kPa s']],
    ['55 cm2/(V·s)', [55, 55, 'cm2/(V·s)']],
    ['120 cm2V−1s−1', [120, 120, 'cm2V−1s−1']],
    ['550 cm3 mm m−2 day−1 atm−1', [550, 550, 'cm3 mm m−2 day−1 atm−1']],
    ['4.2 V vs. Na+/Na', [4.2, 4.2, 'V vs. Na+/Na']],
    ['4.7 wppm', [4.7, 4.7, 'wppm']],
    ['6 at.-% C', [6, 6, 'at.-%']],
    ['250 HV10', [250, 250, 'HV10']],
    ['300 rev/min', [300, 300, 'rev/min']],
    ['a field of 3 tesla', [3, 3, 'tesla']],
    ['after 14 d in air', [14, 14, 'd']],
  ])('%s', (text, expected) => expect(range(text)).toEqual(expected))

  it('keeps values with their own units apart', () => {
    expect(read('25% and 32%')).toEqual(['25%', '32%'])
    expect(read('12 h, 24 h and 36 h')).toEqual(['12 h', '24 h', '36 h'])
  })

  it('takes a change for two values, a range for one', () => {
    expect(read('It increased from 12 % to 13 %.')).toEqual(['12 %', '13 %'])
    expect(read('It was swept from 10 kHz to 1 Hz.')).toEqual(['10 kHz to 1 Hz'])
    expect(findQuantities('It was swept from 10 kHz to 1 Hz.')[0]?.ends).toHaveLength(2)
  })

  it.each([
    'Fig. 3a and Table 2',
    'see [12]',
    'sample P1200',
    'in 2020',
    'AISI 316 steel',
    'the C 1s peak',
    'the O 1 s peak',
    'in the 1950s',
    '316L was',
    'Eq. 5',
    'the 3d states and the 3 d band',
    'tape of the 3M Company',
  ])('%s holds none', (text) => expect(read(text)).toEqual([]))

  it('is total, and spans lie in the text in order', () => {
    const part = fc.constantFrom(
      ...'5|0.1|–|-| |to|and|MPa|nm|%|wt%|±|×|10|−3|°C|(|)|,|V vs.|RHE|pH|/|m|^0.5|a'.split('|'),
    )
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 25 }).map((parts) => parts.join('')),
        (text) => {
          let last = 0
          for (const { start, end, minimum, maximum } of findQuantities(text)) {
            expect(start).toBeGreaterThanOrEqual(Math.max(0, last - 8))
            expect(end).toBeLessThanOrEqual(text.length)
            expect(end).toBeGreaterThan(start)
            expect(minimum).toBeLessThanOrEqual(maximum)
            last = end
          }
        },
      ),
      { seed: 20261123, numRuns: 3000 },
    )
  })
})

describe('parseUnit', () => {
  it.each([
    ['MPa', 1e6, 'Pa'],
    ['MPa·m^0.5', 1e6, 'Pa m^0.5'],
    ['MPa√m', 1e6, 'Pa m^0.5'],
    ['W m−1 K−1', 1, 'W m^-1 K^-1'],
    ['mAh/g', 3600, 'C kg^-1'],
    ['mAh g−1', 3600, 'C kg^-1'],
    ['S cm−1', 100, 'S m^-1'],
    ['wt%', 0.01, '1'],
    ['V vs. RHE', 1, 'V'],
    ['g cm−3', 1000, 'kg m^-3'],
    ['N/mm2', 1e6, 'Pa'],
    ['kJ mol−1', 1000, 'J mol^-1'],
    ['µV K−1', 1e-6, 'V K^-1'],
    ['Å', 1e-10, 'm'],
    ['kilovolts', 1000, 'V'],
    ['mHz', 1e-3, 's^-1'],
    ['cm2/(V·s)', 1e-4, 'm^2 V^-1 s^-1'],
    ['W/(m K)', 1, 'W m^-1 K^-1'],
  ])('%s', (unit, factor, si) => {
    const meaning = parseUnit(unit)
    expect(meaning?.si).toBe(si)
    expect(meaning?.factor).toBeCloseTo(factor, 12)
  })

  it('adds the offset of degrees Celsius only where they stand alone', () => {
    expect(parseUnit('°C')).toEqual({ factor: 1, offset: 273.15, si: 'K' })
    expect(parseUnit('W m−1 °C−1')?.offset).toBe(0)
  })

  it.each(['', 'furlong', 'W m−1 blah', '5'])('does not guess at %j', (unit) => expect(parseUnit(unit)).toBeUndefined())
})
