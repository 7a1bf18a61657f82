import { describe, expect, it } from 'vitest'
import { isFormula } from '#graph/resolve/is-formula.ts'
import { parseFormula } from '#graph/resolve/parse-formula.ts'

const shown = (text: string): string | undefined =>
  parseFormula(text)
    ?.parts.map((part) => `${part.element}${part.amount}`)
    .join(' ')

describe('parseFormula', () => {
  it.each([
    ['Al2O3', 'Al2 O3'],
    ['Al₂O₃', 'Al2 O3'],
    ['Ca10(PO4)6(OH)2', 'Ca10 P6 O24 O2 H2'],
    ['LiNi0.8Co0.1Mn0.1O2', 'Li1 Ni0.8 Co0.1 Mn0.1 O2'],
    ['La1−xSrxMnO3−δ', 'La1-x Srx Mn1 O3-δ'],
    ['(Bi,Sb)2Te3', 'Bi2 Sb2 Te3'],
    ['Na2Fe[Fe(CN)6]', 'Na2 Fe1 Fe1 C6 N6'],
    ['Bi0.5Sb1.5Te3', 'Bi0.5 Sb1.5 Te3'],
  ])('%s -> %s', (text, parts) => expect(shown(text)).toBe(parts))

  it('reads hydrates, charges and isotopes', () => {
    expect(parseFormula('CuSO4·5H2O')).toMatchObject({ waters: 5, charge: 0 })
    expect(parseFormula('Zr4+')).toMatchObject({ parts: [{ element: 'Zr', amount: 1 }], charge: 4 })
    expect(parseFormula('PO43−')).toMatchObject({ charge: -1 })
    expect(parseFormula('O2−')).toMatchObject({ charge: -2 })
    expect(parseFormula('H+')).toMatchObject({ charge: 1 })
    expect(parseFormula('13C')).toMatchObject({ isotope: 13, parts: [{ element: 'C', amount: 1 }] })
  })

  it.each(['', 'alumina', 'al2o3', 'Al2O3)', '(Al2O3', 'Xx2', '()', 'Al2 O3', '5', 'A'.repeat(500)])(
    'refuses %j',
    (text) => expect(parseFormula(text)).toBeUndefined(),
  )
})

describe('isFormula', () => {
  it.each([
    'TiN',
    'Al2O3',
    'CO2',
    'H2O',
    'SiC',
    'NaCl',
    'GaAs',
    'CO',
    'KOH',
    'Zr4+',
    'LaMnO3-δ',
    'PbTe',
    'O2',
    'Fe',
    'Co',
    'H2SO4',
    'BN',
    'Na+',
  ])('%s is one', (word) => expect(isFormula(word)).toBe(true))

  it.each([
    'In',
    'As',
    'I',
    'He',
    'PC',
    'SOFC',
    'PBS',
    'NaN',
    'PhD',
    'P1200',
    'S',
    'V',
    'K',
    'CNTs',
    'SOFCs',
    'UV',
    'H1',
    'CVs',
    'Pa',
    'SPS',
    'Al2O',
  ])('%s is none by itself, or only when it can be', (word) => expect(isFormula(word)).toBe(word === 'Al2O'))

  it('lets the words around a doubtful symbol decide', () => {
    expect(isFormula('C', { before: 'signals from ', after: ' atoms' })).toBe(true)
    expect(isFormula('In', { before: 'alloys of Ga, ', after: ' and Zn' })).toBe(true)
    expect(isFormula('In', { before: '', after: ' this work' })).toBe(false)
    expect(isFormula('V', { before: 'at 1.2 ', after: ' and' })).toBe(false)
    expect(isFormula('N', { before: 'the ', after: ' content of steel' })).toBe(true)
  })
})
