import { describe, expect, it } from 'vitest'
import { readSentences } from '#ingest/extract/extract-by-rules.ts'

const materials = (text: string): string[] =>
  readSentences(text)
    .flatMap((sentence) => sentence.materials)
    .sort((one, other) => one.start - other.start || other.end - one.end)
    .map(({ start, end }) => text.slice(start, end))

describe('places that name a material', () => {
  it.each([
    ['The ZnO and MnS grains of W6+ were seen.', ['ZnO', 'MnS', 'W6+']],
    [
      'Copper (II) sulfate pentahydrate and butyltin trichloride.',
      ['Copper (II) sulfate pentahydrate', 'butyltin trichloride'],
    ],
    ['A film of poly(ethylene oxide).', ['poly(ethylene oxide)']],
    ['It was PA66-GF30 or Inconel 718.', ['PA66-GF30', 'Inconel 718']],
    ['The 42CrMo4 steel and 316L failed.', ['42CrMo4', 'steel', '316L']],
    ['The polymer electrolyte was cut.', ['polymer electrolyte']],
    ['UiO-66-NH2 and MIL-101(Cr) take up CO2.', ['UiO-66-NH2', 'MIL-101(Cr)', 'CO2']],
    ['2-Aminoterephthalic acid in N,N-dimethylformamide.', ['2-Aminoterephthalic acid', 'N,N-dimethylformamide']],
    ['Films of FA0.8Cs0.2Pb(I0.75Br0.25)3 and (PEA)2PbI4.', ['FA0.8Cs0.2Pb(I0.75Br0.25)3', '(PEA)2PbI4']],
    ['It was catalysed by Sn(Oct)2.', ['Sn(Oct)2']],
    ['Pores with strätlingite.', ['strätlingite']],
  ])('%s', (text, expected) => expect(materials(text)).toEqual(expected))

  it.each([
    ['The Pt/C catalyst.', ['Pt/C', 'Pt', 'C', 'catalyst']],
    ['The 4H-SiC wafer.', ['4H-SiC', 'SiC']],
    ['P2-Na0.67MnO2 was made.', ['P2-Na0.67MnO2', 'Na0.67MnO2']],
    ['The Al2O3-CaO slag.', ['Al2O3-CaO', 'Al2O3', 'CaO', 'slag']],
    ['The Fe-N-C sites.', ['Fe-N-C']],
    ['In N2/H2 it was reduced.', ['N2', 'H2']],
    ['The Si–O bond.', ['Si', 'O']],
    ['The C1s peak and the Sr/(Sr+La) ratio.', ['C', 'Sr', 'Sr', 'La']],
    ['Nitrogen/sulfur-doped graphene on carbon-supported Pt(111).', ['Nitrogen', 'sulfur', 'graphene', 'carbon', 'Pt']],
  ])('finds those inside others: %s', (text, expected) => expect(materials(text)).toEqual(expected))

  it.each([
    ['The amorphous silicon film.', ['silicon']],
    ['Carbon fibres and copper ions.', ['Carbon', 'copper']],
    ['A glassy carbon working electrode.', ['carbon', 'electrode']],
  ])('leaves out the form: %s', (text, expected) => expect(materials(text)).toEqual(expected))

  it.each([
    'The I–V curve.',
    'It was made by Tanaka Co., Ltd.',
    'K. Smith read it.',
    'It was 0.6 V vs. RHE.',
    'The C–V data.',
    'Li et al. did it.',
    'Six were cut, and ten broke. Can it be?',
    'In-situ and As-received, at Ta=468K.',
    'The K-edge was seen with a CH Instruments potentiostat at an air mass of 1.5.',
    'It has Mn = 85 kDa and a Tm of 151 °C.',
    'It rotates like a disk electrode after mercury porosimetry.',
    'The MAP of MAB and FAB was drawn at 2 MeV.',
  ])('finds none: %s', (text) => expect(materials(text)).toEqual([]))

  it('takes an abbreviation for what the document defines it as', () => {
    expect(materials('The acetylene black (AB) was cheap. AB800 was better.')).toEqual([
      'acetylene black',
      'AB',
      'AB800',
    ])
    expect(materials('The power conversion (PC) rose. PC fell.')).toEqual([])
  })
})
