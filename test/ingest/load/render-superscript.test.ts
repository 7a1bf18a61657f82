import { describe, expect, it } from 'vitest'
import { renderSuperscript } from '#ingest/load/render-superscript.ts'

describe('renderSuperscript', () => {
  it.each([
    ['W m', '−1', 'W m−1'],
    ['W m', '-1', 'W m−1'],
    ['S cm', '−1', 'S cm−1'],
    ['mg/cm', '3', 'mg/cm3'],
    ['10', '19', '10^19'],
    ['10', '−3', '10^−3'],
    ['S', '2', 'S^2'],
    ['MPa·m', '0.5', 'MPa·m^0.5'],
    ['MPa m', '1/2', 'MPa m^1/2'],
    ['Ca', '2+', 'Ca2+'],
    ['O', '2−', 'O2−'],
    ['Na', '+', 'Na+'],
    ['5', 'th', '5th'],
    ['25 ', '°', '25 °'],
    ['toughness', '12', 'toughness[12]'],
    ['friction.', '3, 4', 'friction.[3,4]'],
    ['sin', '2', 'sin^2'],
    ['(a + b)', '2', '(a + b)^2'],
    ['x', '', 'x'],
  ])('%s with %s raised reads %s', (before, raised, expected) => {
    expect(before + renderSuperscript(before, raised)).toBe(expected)
  })
})
