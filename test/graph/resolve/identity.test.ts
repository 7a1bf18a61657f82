import { describe, expect, it } from 'vitest'
import { joinKey } from '#graph/resolve/join-key.ts'
import { normalForm } from '#graph/resolve/normal-form.ts'

const join = (surface: string): string => joinKey({ key: normalForm(surface).key, type: 'Material' })

/** Pairs `one | other`, one a line. */
function pairs(table: string): [string, string][] {
  const lines = table.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => line.split(' | ').map((part) => part.trim()) as [string, string])
}

describe('printed differently, and the same normal form', () => {
  it.each(
    pairs(`
      H₂O | H2O
      Al₂O₃ | Al2O3
      Al 2 O 3 | Al2O3
      Li7La3Zr2O12 | Li₇La₃Zr₂O₁₂
      Ca²⁺ | Ca2+
      Ca++ | Ca2+
      Ca 2+ | Ca2+
      Ca^2+ | Ca2+
      Fe+3 | Fe3+
      Fe³⁺ | Fe3+
      Zr⁴⁺ | Zr4+
      O²⁻ | O2-
      O−− | O2-
      Cl⁻ | Cl−
      Na+1 | Na+
      Li1+ | Li+
      SO₄²⁻ | SO42-
      SO4 2− | SO42-
      NH₄⁺ | NH4+
      CuSO₄·5H₂O | CuSO4·5H2O
      CuSO4•5H2O | CuSO4·5H2O
      CuSO4⋅5H2O | CuSO4·5H2O
      CuSO4 · 5 H2O | CuSO4·5H2O
      CuSO4·5 H₂O | CuSO4·5H2O
      CuSO4*5H2O | CuSO4·5H2O
      CuSO4.5H2O | CuSO4·5H2O
      CuSO4×5H2O | CuSO4·5H2O
      CaSO4·½H2O | CaSO4·0.5H2O
      CaSO4·1/2H2O | CaSO4·0.5H2O
      NiCl2·1H2O | NiCl2·H2O
      Zn(NO3)2 · 6H2O | Zn(NO3)2·6H2O
      Na2CO3·xH2O | Na2CO3·x H2O
      La1−xSrxMnO3 | La1-xSrxMnO3
      La₁₋ₓSrₓMnO₃ | La1-xSrxMnO3
      La(1-x)Sr(x)MnO3 | La1-xSrxMnO3
      LaMnO3−δ | LaMnO3-δ
      ¹³C | 13C
      C-13 | 13C
      carbon-13 | 13C
      U-235 | 235U
      uranium-235 | ²³⁵U
      ²H | deuterium
      ³H | tritium
      alpha-Al2O3 | α-Al2O3
      Alpha-Al₂O₃ | α‐Al2O3
      beta-TCP | β-TCP
      β–TCP | β-TCP
      gamma | γ
      gamma phase | γ-phase
      gamma prime | γ′
      γ-prime | γ'
      γ’ | γ′
      gamma-double-prime | γ″
      γ" | γ''
      γ double prime | γ″
      alpha iron | α-iron
      α + β | α+β
      (α+β) | α+β
      4H SiC | 4H-SiC
      4H–SiC | 4H-SiC
      Ti–6Al–4V | Ti-6Al-4V
      Ti 6Al 4V | Ti-6Al-4V
      316 L | 316L
      Electrons | electron
      electrons | electron
      ELECTRONS | electron
      Fuel Cells | fuel cell
      fuel-cell | fuel cell
      grain boundaries | grain-boundary
      SOFCs | SOFC
      Solid–Oxide fuel cells | solid oxide fuel cell
      nano-particles | nanoparticle
      Nanoparticles | nanoparticle
      co-doping | codoping
      carbon fibers | carbon fibre
      aluminum alloys | aluminium alloy
      sulfur | sulphur
      yttria-stabilized zirconia | yttria stabilised zirconia
      spectra | spectrum
      moduli | modulus
      matrices | matrix
      lattices | lattice
      dislocations | dislocation
      Young’s modulus | Young's modulus
      Hall–Petch relations | Hall-Petch relation
      x-ray | X-ray
      X ray | x-rays
      Tin | tin
      Nafion® | nafion
      Nafion™ | Nafion
      Lead | lead
      µm | μm
      ℃ | °C
      Å | Å
      Ω | Ω
      ﬁbre | fibre
      perov\u00adskite | perovskite
      zirconia\u00a0ceramics | zirconia ceramic
    `),
  )('%s = %s', (one, other) => expect(normalForm(one).key).toBe(normalForm(other).key))
})

describe('different normal forms of one thing', () => {
  it.each(
    pairs(`
      Al2O3 | alumina
      aluminum oxide | alumina
      alpha-Al2O3 | α-alumina
      Al2O3 platelets | alumina platelet
      TiN | titanium nitride
      TiN coatings | titanium nitride coating
      ZrO2 | zirconium dioxide
      SiC | silicon carbide
      Co | cobalt
      CO | carbon monoxide
      Sn | tin
      Pb | lead
      In | indium
      V | vanadium
      Ti alloys | titanium alloy
      Li-ion batteries | lithium-ion battery
      H2O | water
      O2 | oxygen
      LiFePO4 | lithium iron phosphate
      N-doped graphene | nitrogen-doped graphene
      B-doped diamond | boron-doped diamond
      Yb:YAG | Yb-doped YAG
      YAG:Yb | Yb:YAG
      Yb³⁺:YAG | Yb:YAG
      Ce:YAG | YAG:Ce3+
      Mn-doped ZnS | manganese-doped ZnS
      Ti-6Al-4V | Ti6Al4V
      Ti-6Al-4V alloys | Ti6Al4V alloy
      Zr-1.5Sn-0.2Fe | Zr1.5Sn0.2Fe
      AISI 316L | 316L
      SS 304 | 304
      IN 718 | IN718
      AZ-91 | AZ91
      super alloy | superalloy
      semi-conductor | semi conductor
      micro structure | microstructure
      Néel temperature | Neel temperature
      Schrödinger equation | Schrodinger equation
      elastic modulus | Young's modulus
      XRD | X-ray diffraction
      SEM | scanning electron microscopy
      PMMA | poly(methyl methacrylate)
      teflon | PTFE
    `),
  )('%s = %s', (one, other) => {
    expect(normalForm(one).key).not.toBe('')
    expect(join(one)).toBe(join(other))
  })
})

describe('alike in print, and different things', () => {
  it.each(
    pairs(`
      TiN | tin
      TiN | Tin
      TiN | Sn
      NaF | Naf
      NaF | Nafion
      Naf | Nafion
      Co | CO
      CO | CO2
      Cobalt | CO
      SnO | SNO
      SnO | SnO2
      No | NO
      NO | NO2
      Os | OS
      Hf | HF
      Ni | NI
      Nb | NB
      Pb | PB
      Cs | CS
      Sc | SC
      Si | SI
      In | IN
      Sb | SB
      Po | PO
      PoC | POC
      alpha-Al2O3 | Al2O3
      alpha-Al2O3 | gamma-Al2O3
      α-alumina | alumina
      beta-TCP | TCP
      β-TCP | α-TCP
      β-phase | phase
      γ | γ′
      γ′ | γ″
      γ | α
      γ | δ
      α+β | α
      α-Fe | Fe
      α-Fe | γ-Fe
      CuSO4·5H2O | CuSO4
      CuSO4·5H2O | CuSO4·3H2O
      CaSO4·0.5H2O | CaSO4·2H2O
      CaSO4·0.5H2O | CaSO4·5H2O
      La1-xSrxMnO3 | LaMnO3
      La1-xSrxMnO3 | La1-xCaxMnO3
      La0.8Sr0.2MnO3 | La0.7Sr0.3MnO3
      LaMnO3-δ | LaMnO3
      Yb:YAG | YAG
      Yb:YAG | Er:YAG
      N-doped graphene | graphene
      N-doped graphene | B-doped graphene
      n-doped silicon | N-doped silicon
      p-doped silicon | P-doped silicon
      n-type silicon | p-type silicon
      Fe2+ | Fe3+
      Fe2+ | Fe
      Fe2+ | Fe2
      O2- | O2
      O | O2
      H | H2
      N | oxygen
      Ca2+ | Ca
      Zr4+ | Zr
      Cu+ | Cu2+
      13C | C
      13C | 14C
      13C | 12C
      ²H | H
      ²H | 2H
      235U | 238U
      D2O | H2O
      4H-SiC | 6H-SiC
      4H-SiC | SiC
      3C-SiC | 4H-SiC
      2H-MoS2 | 1T-MoS2
      Ti-6Al-4V | Ti-6Al-7Nb
      Ti6Al4V | TiAl
      Al-4Cu | Al4Cu
      316L | 316
      316L | 304L
      42CrMo4 | 34CrMo4
      AA6061 | AA7075
      Inconel 718 | Inconel 625
      rGO | GO
      Fe-C | FeC
      Co-O | CoO
      C-C | CC
      Ni-Ti | NiTi
      C60 | C70
      C-60 | 60C
      graphite | graphene
      diamond | carbon
      Fe2O3 | Fe3O4
      Cu2O | CuO
      MoS2 | MoSe2
      GaAs | GaN
      As | as
      MPa | mPa
      mS | MS
      nm | Nm
      °C | C
      PLA | PLLA
      PA6 | PA66
      ionic | ion
      electron | electronics
      glass | glas
      anode | cathode
      oxidation | reduction
      hydrophilic | hydrophobic
      SOFC | SOEC
      "γ" | γ"
    `),
  )('%s ≠ %s', (one, other) => {
    expect(normalForm(one).key).not.toBe(normalForm(other).key)
    expect(join(one)).not.toBe(join(other))
  })
})

describe('anything has a key', () => {
  it.each([
    '',
    ' ',
    '-',
    '?',
    '()',
    '\u200b',
    '\u0000',
    '®',
    '—',
    "'",
    '·',
    '。',
    '𝑥',
    '😀',
    '\ud800',
    "'); DROP TABLE entities; --",
    '`}) DETACH DELETE n //',
  ])('%j', (surface) => {
    const { key, name } = normalForm(surface)
    expect([key, name, join(surface)]).not.toContain('')
    expect(normalForm(name).key).toBe(key)
  })

  it('also 10,000 characters, whatever they are, and two that differ at the end stay apart', () => {
    for (const unit of ['titanium ', 'Al2O3', 'α-', '(', 'Ti-6Al-', '·5H2O', 'doped ', 'ä', '-', 'A B ']) {
      const long = unit.repeat(10_000 / unit.length)
      expect(join(`${long}x1`)).not.toBe(join(`${long}x2`))
      const { key, name } = normalForm(`${long}x1`)
      expect(key.length).toBeLessThan(600)
      expect(normalForm(name)).toEqual({ key, name })
    }
  })
})
