import { describe, expect, it } from 'vitest'
import { establishedSentences } from '#agents/tasks/established-sentences.ts'
import { examineFact } from '#agents/tasks/examine-fact.ts'
import { examineQuestion } from '#agents/tasks/examine-question.ts'
import { examineSentence } from '#agents/tasks/examine-sentence.ts'
import { explainAbbreviations } from '#agents/tasks/explain-abbreviations.ts'
import type { DocumentKnowledge } from '#core/knowledge.ts'

describe('examineSentence takes', () => {
  it.each([
    'Crack deflection increases the fracture toughness of nacre, because cracks follow the weak organic sheets.',
    'The tensile strength of hydrated nacre lies between about 70 and 100 MPa [12].',
    'α-Al2O3 is the stable phase of alumina and melts at about 2050 °C.',
    'Quenching of 42CrMo4 steel in oil produces martensite, because carbon has no time to leave the lattice.',
    'Nanoclay increases both strength and toughness of epoxy, because cracks are deflected at its platelets.',
    'Coatings of WC-Co on AISI 4140 steel reduce the wear rate by a factor of about ten.',
    'The hardness of IN718 increases with ageing at 720 °C, because fine precipitates form.',
    'The thermal expansion of zircon along the c axis is larger than along the a axis by about 40 %.',
  ])('%s', (sentence) => {
    expect(examineSentence(sentence)).toBeUndefined()
  })
})

describe('examineSentence leaves out', () => {
  it.each([
    ['what leans on the sentence before', 'This increases the fracture toughness of nacre by a factor of about three.'],
    ['a figure', 'Figure 3 shows that the toughness of nacre increases with the width of the platelets by 10 %.'],
    ['the authors', 'We found that the toughness of nacre increases with the width of the platelets by 10 %.'],
    ['one experiment', 'The powders were sintered at 1200 °C for two hours in flowing argon and then cooled slowly.'],
    ['samples', 'The samples with 5 wt% carbon reached a tensile strength of about 2 GPa after rolling.'],
    [
      'neither cause nor number',
      'Nacre is the iridescent inner layer of the shells of many different kinds of mollusc.',
    ],
    ['a short one', 'Tin melts at 232 °C.'],
    ['a row of a table', 'Fracture toughness of hydrated nacre | 3 to 10 MPa·m^0.5 | measured along the platelets.'],
    [
      'an entry of a reference list',
      '[25] M. Thommes, B. Smarsly, Adsorption hysteresis of nitrogen in silicas, Langmuir 22 (2006) 756.',
    ],
    [
      'a word that a line break has cut',
      'The toughness of nacre increases because cracks follow the or- ganic sheets between platelets.',
    ],
    ['half a sentence', 'increases the fracture toughness of nacre because cracks follow the weak organic sheets'],
  ])('%s', (_name, sentence) => {
    expect(examineSentence(sentence)).toBeDefined()
  })
})

describe('examineFact', () => {
  const sentence = 'They reach a tensile strength of about 1 GPa and fail at 30 % strain.'
  const passage = `Dragline silk fibres come from the major ampullate gland. ${sentence}`

  it('lets pass a wording with full names and all numbers', () => {
    const fact = 'Dragline silk fibres reach a tensile strength of about 1 GPa and fail at 30 % strain.'
    expect(examineFact(fact, { sentence, passage })).toBeUndefined()
  })

  it.each([
    [
      'a number that the sentence does not state: 2',
      'Dragline silk fibres reach a tensile strength of about 2 GPa and fail at 30 % strain.',
    ],
    ['a number of the sentence is missing', 'Dragline silk fibres reach a tensile strength of about 1 GPa.'],
    [
      'a name that the passage does not hold: Kevlar',
      'Dragline silk and Kevlar reach a tensile strength of about 1 GPa and fail at 30 % strain.',
    ],
    ['not one complete sentence', 'tensile strength of about 1 GPa, 30 % strain'],
    [
      'leans on its passage',
      'These dragline silk fibres reach a tensile strength of about 1 GPa and fail at 30 % strain.',
    ],
  ])('refuses %s', (reason, fact) => {
    expect(examineFact(fact, { sentence, passage })).toBe(reason)
  })
})

describe('examineQuestion', () => {
  const fact = 'Carbon increases the hardness of martensite up to about 900 HV, because carbon distorts the lattice.'

  it.each([
    'Why does carbon increase the hardness of martensite?',
    'How does carbon affect the hardness of martensite?',
  ])('lets pass: %s', (question) => {
    expect(examineQuestion(question, fact)).toBeUndefined()
  })

  it.each([
    ['too short or too long', 'Why carbon?'],
    ['not a question', 'Explain why carbon increases the hardness of martensite.'],
    ['two questions', 'Why does carbon increase the hardness of martensite and how?'],
    ['speaks of the document', 'What does the passage say on carbon in martensite?'],
    ['does not stand by itself', 'Why does carbon increase the hardness of this martensite?'],
    ['does not stand by itself', 'Why does carbon increase the hardness of the material?'],
    ['another script', 'Why does carbon increase the 硬度 of martensite?'],
    ['a number that the fact does not state', 'Why does carbon increase the hardness of martensite to 700 HV?'],
    ['words that the fact does not hold', 'Why does carbon increase the hardness of martensite in aircraft?'],
    ['does not name what the fact is about', 'What distorts the lattice?'],
    [
      'asks for a value that the fact does not give',
      'What is the hardness of carbon in martensite up to about 900 HV?',
    ],
  ])('refuses, because %s: %s', (reason, question) => {
    expect(examineQuestion(question, fact)).toBe(reason)
  })
})

describe('examineQuestion holds question and fact against each other', () => {
  it.each([
    [
      'asks for a value where the fact tells a change',
      'What is the transformation stress of NiTi?',
      'The transformation stress of NiTi increases by about 6 to 8 MPa per kelvin.',
    ],
    [
      'gives its answer away',
      'What microstructure determines the strength of steel?',
      'The strength of steel depends strongly on the microstructure.',
    ],
    [
      'gives its answer away',
      'What is the purpose of annealing the nickel anode to stabilise its microstructure?',
      'Annealing stabilises the microstructure of the nickel anode, because small crystallites coarsen at work.',
    ],
    [
      'does not name what the fact is about',
      'What is a steel with high strength and high toughness?',
      'Carburizing steel 18CrNiMo7-6 is a steel with high strength and high toughness, which is used for gears.',
    ],
    [
      'gives its answer away',
      'How does the stress concentration caused by corrosion pits affect the mechanical properties of a steel?',
      'The stress concentration caused by corrosion pits can dramatically influence the mechanical properties of a steel.',
    ],
    [
      'gives its answer away',
      'How do spinel and alumina inclusions lower the fatigue life of steel by their high hardness and low deformability?',
      'Spinel inclusions are like alumina inclusions, and both lower the fatigue life of steel by high hardness and low deformability.',
    ],
    [
      'asks for a way that the fact does not tell',
      'How do nickel superalloys form a scale of chromia?',
      'Nickel superalloys form a scale of chromia, which evaporates above about 1000 °C.',
    ],
    [
      'joins what the fact does not join',
      'How does ageing affect the transformation temperature of Ni4Ti3?',
      'Ageing precipitates Ni4Ti3, which removes nickel and raises the transformation temperature.',
    ],
    [
      'does not stand by itself',
      'What is the effect of a magnetic field on the fatigue life of materials?',
      'The fatigue life of steel is raised by about 10 % under a magnetic field of 1.2 T.',
    ],
    [
      'does not stand by itself',
      'How does adding magnesium oxide to a material affect its grain growth?',
      'A small addition of magnesium oxide suppresses abnormal grain growth.',
    ],
    [
      'does not stand by itself',
      'How does gettering affect material lifetime?',
      'Gettering increases the lifetime of minority carriers in silicon by about 20 %.',
    ],
  ])('and refuses, because it %s: %s', (reason, question, fact) => {
    expect(examineQuestion(question, fact)).toBe(reason)
  })

  it.each([
    ['What is the toughness of nacre?', 'Nacre reaches a fracture toughness of about 3 to 10 MPa·m^0.5.'],
    [
      'How does the breakdown field of 4H-SiC compare to that of silicon?',
      'The breakdown field of 4H-SiC is nearly ten times that of silicon.',
    ],
    ['How do fibres bridge a crack in alumina?', 'Fibres bridge a crack in alumina by carrying load across it.'],
  ])('and lets pass: %s', (question, fact) => {
    expect(examineQuestion(question, fact)).toBeUndefined()
  })
})

describe('examineSentence leaves out what a broken line has put before a sentence', () => {
  it.each([
    '6–10 Thermal oxidation is often used for SiC devices because the oxide protects the surface.',
    '3.3.5. Sixty percent catalyst has the same dependence on the ionomer content as the other one.',
  ])('%s', (sentence) => {
    expect(examineSentence(sentence)).toBeDefined()
  })
})

describe('explainAbbreviations', () => {
  const longForms = new Map([
    ['CDC', 'carbide-derived carbon'],
    ['ORR', 'oxygen reduction reaction'],
  ])

  it('writes out what the document explains, once, and leaves what everybody knows and formulas', () => {
    expect(explainAbbreviations('The CDC from SiC and WC holds CVD carbon beside CDC.', longForms)).toEqual({
      text: 'The carbide-derived carbon (CDC) from SiC and WC holds CVD carbon beside CDC.',
    })
    expect(explainAbbreviations('Platinum speeds up the ORR.', longForms).text).toBe(
      'Platinum speeds up the oxygen reduction reaction (ORR).',
    )
  })

  it('keeps number and case', () => {
    const longForms = new Map([
      ['TPU', 'Thermoplastic polyurethanes'],
      ['SF', 'stacking fault'],
    ])
    expect(explainAbbreviations('Blocks of TPUs soften.', longForms).text).toBe(
      'Blocks of thermoplastic polyurethanes (TPUs) soften.',
    )
    expect(explainAbbreviations('SFs lower the lifetime.', longForms).text).toBe(
      'Stacking faults (SFs) lower the lifetime.',
    )
  })

  it('names the first that nothing explains', () => {
    expect(explainAbbreviations('The RVE of CDC is large.', longForms)).toMatchObject({ unexplained: 'RVE' })
    // Both letters are elements, but there is no such compound.
    expect(explainAbbreviations('The support CB is hydrophilic.', longForms)).toMatchObject({ unexplained: 'CB' })
  })

  it('leaves a sentence that explains it itself', () => {
    const sentence = 'Heat drives out nitrogen from titanium nitride films (TNF).'
    expect(explainAbbreviations(sentence, longForms)).toEqual({ text: sentence })
  })
})

describe('establishedSentences', () => {
  const at = { chunkId: 'c', documentId: 'd' }
  const sentences = [
    'Nafion swells in water [3].',
    'Large pores lower the strength.',
    'Heat dries the cell4,5.',
    'Nafion also holds acids [6].',
    'The temperature shift swells Nafion [7].',
    'Han and Yokoi [8] dried Nafion in hot air.',
  ].map((text, index) => ({ ...at, text, start: index * 100, end: index * 100 + text.length }))
  const paper = (text: string): DocumentKnowledge =>
    ({
      document: { text },
      knowledge: [
        {
          entities: [
            { id: 'nafion', type: 'Material', name: 'Nafion' },
            { id: 'cell', type: 'Material', name: 'cell' },
          ],
          mentions: [
            { entityId: 'nafion', start: 0, end: 6 },
            { entityId: 'cell', start: 215, end: 219 },
            ...[300, 433, 524].map((start) => ({ entityId: 'nafion', start, end: start + 6 })),
          ],
        },
      ],
    }) as unknown as DocumentKnowledge

  it('keeps of a paper what names its source and a material', () => {
    const cited = 'It is known [1], and more so [2–4]. '.repeat(5)
    expect(establishedSentences(sentences, paper(cited)).map(({ text }) => text)).toEqual([
      'Nafion swells in water [3].',
    ])
  })

  it('keeps all of a document without references, unless the passage has but one', () => {
    expect(establishedSentences(sentences, paper('It is known.'))).toEqual(sentences)
    expect(establishedSentences(sentences.slice(0, 1), paper('It is known.'))).toEqual([])
  })
})

describe('examineSentence leaves out what reads well only in its paper', () => {
  it.each([
    'Meanwhile, further increasing the melting temperature results in a weak increase in tensile stress.',
    'Under the present results, oxygen in inclusions below 8 µm is less than 13 % of the oxygen in steel.',
    'The IR-reflectance of doped SnO2 films caused by many charge carriers is also observed between 1 and 2 µm.',
    'Gontarz, A.; Winiarski, G. A study of a new screw press forging process for producing drop forgings of magnesium.',
    'The maximum voltage of this short-circuit test results from the value of the capacitors at 20 °C.',
    'At higher melting temperature, more damage events in the layers can be found because of strong interface.',
    'The wide distributions of the modules are due to different matching in the spectra observed at one place [54].',
    'To improve the toughness of epoxy, a second phase of rubber, e.g. Refs. [1-5], can increase the toughness.',
  ])('%s', (sentence) => {
    expect(examineSentence(sentence)).toBeDefined()
  })
})

describe('examineSentence tells why a sentence cannot carry a question', () => {
  it.each([
    [
      'leans on another sentence',
      'The strength of the joint decreases because such inclusions start cracks under load.',
    ],
    ['leans on another sentence', 'Platinum dissolves at high potentials, and the latter lowers the current by 10 %.'],
    [
      'leans on another sentence',
      'Further, rubber particles make the resin tougher because they cavitate ahead of the crack.',
    ],
    [
      'leans on another sentence',
      'Gettering raises the lifetime of carriers, because both defects become rarer by a fifth.',
    ],
    ['names what only its document knows', 'Gettering of silicon lowers the Nαn term of the defects by about a fifth.'],
    ['speaks of its document', 'Results show that the interface controls the fracture of the joint at 300 K.'],
    ['leans on another sentence', 'Future works should determine how corrosion pits lower the fatigue life of steel.'],
    ['reports one experiment', 'The doctor blade was adjusted to a gap of 100 µm before the layers of the electrode.'],
    ['reports one experiment', 'The crystallite size of the carbon increased to 4.5 nm due to the heat treatment.'],
    ['reports one experiment', 'The oxygen resistance of layers decreased with increasing humidity of the gas.'],
    [
      'names what only its document knows',
      'The pores of AB800 carbon are narrower than those of carbon black by 2 nm.',
    ],
    [
      'names what only its document knows',
      'For Defect 2 the capture of electrons limits the lifetime of the carriers to 3 µs.',
    ],
    [
      'names what only its document knows',
      'The area disorder decreases with f because the particles become more regular.',
    ],
    ['names what only its document knows', 'Friction falls, because the CVD layer fills the pores below with carbon.'],
    ['names what only its document knows', 'A higher loading makes the 60 wt% catalyst thinner by about a third.'],
    ['a heading or a caption', 'Nyquist plots of WO3 films on foam deposited at 30 mTorr and 200 W.'],
    ['a heading or a caption', 'The influence of tool geometry on the course of radial extrusion in hollow parts.'],
    ['not a whole sentence', 'Powell, A.B.; Prime, C.D. Thermal analysis of polymers limits their use above 300 K.'],
    ['not a whole sentence', 'Introduction Silicon carbide is used for seals because it has a high hardness.'],
    ['not a whole sentence', 'The surface area of the platinum particles is high, i.e., 107 m2 g 1.'],
  ])('%s: %s', (reason, sentence) => {
    expect(examineSentence(sentence)).toBe(reason)
  })
})
