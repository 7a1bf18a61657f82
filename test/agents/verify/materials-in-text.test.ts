import { describe, expect, it } from 'vitest'
import { materialsInText } from '#agents/verify/materials-in-text.ts'
import { unknownMaterial } from '#agents/verify/unknown-material.ts'

const keysIn = (text: string): string[] => materialsInText(text).map(({ key }) => key)

describe('materialsInText', () => {
  it('knows a substance by its formula and by its names', () => {
    expect(keysIn('Al2O3 (alumina) melts at 2050 °C.')).toEqual(['alumina', 'alumina'])
  })
  it('takes the longest name', () => {
    expect(keysIn('Silicon carbide is hard.')).toEqual(keysIn('SiC is hard.'))
  })
  it('sees both parts of a composite', () => {
    expect(new Set(keysIn('The alumina-PMMA composite reaches a strength of 200 MPa.')).size).toBe(2)
  })
  it('takes what only looks like a material for none', () => {
    expect(keysIn('Nacre-like layers carry a load of 20 N.')).toEqual([])
  })
})

describe('unknownMaterial', () => {
  it.each([
    ['copper', 'Copper conducts heat well.', 'Silver conducts heat well.'],
    [undefined, 'Alumina is hard.', 'Al2O3 is hard.'],
    [undefined, 'Silk is tough.', 'Spider silk is tough.'],
    [undefined, 'Yttria-stabilised zirconia is tough.', 'Zirconia stabilised with yttria is tough.'],
  ])('is %s for: %s', (expected, claim, text) => {
    expect(unknownMaterial(claim, [text])?.toLowerCase()).toBe(expected)
  })
})
