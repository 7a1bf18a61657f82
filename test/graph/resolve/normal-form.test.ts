import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entityTypes } from '#core/knowledge.ts'
import { normalForm } from '#graph/resolve/normal-form.ts'

const key = (surface: string): string => normalForm(surface).key

describe('what stays apart', () => {
  it.each([
    ['TiN', 'tin'],
    ['NaF', 'Naf'],
    ['Co', 'CO'],
    ['SnO', 'SNO'],
    ['alpha-Al2O3', 'Al2O3'],
    ['beta-TCP', 'TCP'],
    ['gamma phase', 'phase'],
    ['γ-phase', 'γ′-phase'],
    ['CuSO4·5H2O', 'CuSO4'],
    ['Zr4+', 'Zr'],
    ['Fe2+', 'Fe3+'],
    ['13C', 'C'],
    ['La0.8Sr0.2MnO3', 'La0.7Sr0.3MnO3'],
    ['LaMnO3-δ', 'LaMnO3'],
    ['p-type silicon', 'n-type silicon'],
    ['Nb', 'NB'],
    ['rGO', 'GO'],
    ['4H-SiC', '6H-SiC'],
    ['diamond', 'carbon'],
  ])('%s is not %s', (one, other) => expect(key(one)).not.toBe(key(other)))
})

describe('what is one', () => {
  it.each([
    ['Electrons', 'electron'],
    ['alumina platelets', 'Alumina platelet'],
    ['grain-boundary', 'grain boundaries'],
    ['Al₂O₃', 'Al2O3'],
    ['alpha-Al2O3', 'α-Al2O3'],
    ['alpha alumina', 'α-alumina'],
    ['β-TCP', 'beta-TCP'],
    ['gamma phase', 'γ-phase'],
    ['gamma', 'γ'],
    ['Al2O3', 'alumina'],
    ['aluminum oxide', 'aluminium oxide'],
    ['Ti alloys', 'titanium alloy'],
    ['yttria-stabilized zirconia', 'yttria stabilised zirconia'],
    ['Li-ion batteries', 'lithium-ion battery'],
    ['Young’s modulus', "Young's modulus"],
    ['x-ray diffraction', 'XRD'],
    ['nano-particles', 'nanoparticle'],
    ['carbon fibers', 'carbon fibre'],
    ['SOFCs', 'SOFC'],
    ['La1−xSrxMnO3', 'La1-xSrxMnO3'],
    ['Hall–Petch relation', 'Hall-Petch relations'],
    ['ceramics', 'ceramic'],
    ['Nafion®', 'nafion'],
  ])('%s is %s', (one, other) => expect(key(one)).toBe(key(other)))

  it.each([
    'glass',
    'stress',
    'analysis',
    'series',
    'gas',
    'modulus',
    'lattice',
    'thermodynamics',
    'hardness',
    'nucleus',
  ])('%s is singular already', (word) => expect(key(word)).toBe(word))

  it('writes names as people do', () => {
    const names = [
      'Solid-State Batteries',
      "young's modulus",
      'lithium ion batteries',
      'hall-petch relation',
      'Grain Boundaries',
    ]
    expect(names.map((name) => normalForm(name).name)).toEqual([
      'solid state battery',
      "Young's modulus",
      'lithium-ion battery',
      'Hall-Petch relation',
      'grain boundary',
    ])
  })

  it('reads single letters and words as elements only where a material is meant', () => {
    expect(normalForm('In', 'Material').key).toBe('indium')
    expect(normalForm('V', 'Material').key).toBe('vanadium')
    expect(normalForm('V').key).toBe('V')
  })
})

describe('laws', () => {
  const options = { seed: 20261123, numRuns: 2000 }
  const type = fc.option(fc.constantFrom(...entityTypes), { nil: undefined })
  const scientific = fc
    .array(
      fc.constantFrom(
        ...'alpha β γ′ Al2O3 SOFCs nano - – X ray grain boundaries 13C poly( lactic acid) Ti-6Al-4V p type stabilized prime Pt/C Zr4+ ® · 5H2O In s es phases'.split(
          ' ',
        ),
        ' ',
        '-',
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join(''))
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 }), scientific)

  it('is total, never empty, and stable: the normal form of a name is its key', () => {
    fc.assert(
      fc.property(text, type, (surface, entityType) => {
        const { key, name } = normalForm(surface, entityType)
        expect(key.length).toBeGreaterThan(0)
        expect(name.length).toBeGreaterThan(0)
        expect(normalForm(name, entityType)).toEqual({ key, name })
      }),
      options,
    )
  })

  it('gives equal keys to what differs only in white space', () => {
    fc.assert(
      fc.property(scientific, (surface) => {
        expect(key(`  ${surface.replaceAll(' ', '\u00a0 ')}\n`)).toBe(key(surface))
      }),
      options,
    )
  })

  it('takes linear time: a name of 200,000 characters is no more than a moment', () => {
    for (const unit of ['nano-', 'a b ', 'Al2O3', '((', 'α ', 'grain-boundaries ', 'ſ']) {
      const before = performance.now()
      normalForm(unit.repeat(200_000 / unit.length))
      expect(performance.now() - before).toBeLessThan(3000)
    }
  })
})
