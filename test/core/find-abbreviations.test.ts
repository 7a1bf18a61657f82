import { describe, expect, it } from 'vitest'
import { findAbbreviations } from '#core/find-abbreviations.ts'

const pairs = (text: string): string[] => findAbbreviations(text).map(({ short, long }) => `${short} = ${long}`)

describe('findAbbreviations', () => {
  it.each([
    ['A solid oxide fuel cell (SOFC) works hot.', 'SOFC = solid oxide fuel cell'],
    ['Yttria-stabilised zirconia (YSZ) is the electrolyte.', 'YSZ = Yttria-stabilised zirconia'],
    ['Many solid oxide fuel cells (SOFCs) work hot.', 'SOFC = solid oxide fuel cells'],
    ['SEM (scanning electron microscopy) shows it.', 'SEM = scanning electron microscopy'],
    ['methylammonium lead iodide, CH3NH3PbI3 (MAPbI3), is', 'MAPbI3 = methylammonium lead iodide'],
  ])('%s', (text, pair) => expect(pairs(text)).toEqual([pair]))

  it.each([
    'The sample (see Fig. 3) broke.',
    'It is tough (about 5 MPa).',
    'The film (left) and the foil (right).',
    'Tin (Sn) is soft.',
  ])('%s defines none or a symbol', (text) => expect(pairs(text).filter((pair) => !pair.startsWith('Sn'))).toEqual([]))

  it('lets the first definition stand', () => {
    expect(pairs('metallic glass (MG) and later magnesium germanide (MG)')).toEqual(['MG = metallic glass'])
  })
})
