import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entityTypes } from '#core/knowledge.ts'
import { joinKey } from '#graph/resolve/join-key.ts'
import { normalForm } from '#graph/resolve/normal-form.ts'

const key = (surface: string): string => normalForm(surface).key

describe('names', () => {
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
})

describe('laws', () => {
  const options = { seed: 20261123, numRuns: 2000 }
  const type = fc.constantFrom(...entityTypes)
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
        const { key, name } = normalForm(surface)
        expect(key.length).toBeGreaterThan(0)
        expect(name.length).toBeGreaterThan(0)
        expect(normalForm(name)).toEqual({ key, name })
        expect(joinKey({ key, type: entityType }).length).toBeGreaterThan(0)
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
