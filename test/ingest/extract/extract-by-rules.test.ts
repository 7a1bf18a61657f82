import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Chunk } from '#core/chunk.ts'
import type { Document } from '#core/document.ts'
import type { ChunkKnowledge } from '#core/knowledge.ts'
import { assembleKnowledge } from '#ingest/extract/assemble-knowledge.ts'
import { extractByRules, readSentences } from '#ingest/extract/extract-by-rules.ts'
import { chunksAt, documentOf, oneChunk } from '#test/ingest/extract/document-for-tests.ts'

const extract = (document: Document, chunks: readonly Chunk[]): ChunkKnowledge[] =>
  assembleKnowledge(chunks, readSentences(document.text))

function read(text: string): ChunkKnowledge {
  const document = documentOf(text)
  const [knowledge] = extract(document, oneChunk(document))
  if (knowledge === undefined) throw new Error('Expected one result for one chunk, got none.')
  return knowledge
}

const entities = (text: string): string[] => read(text).entities.map(({ type, name }) => `${type}: ${name}`)

function relations(text: string): string[] {
  const knowledge = read(text)
  const name = (id: string): string => knowledge.entities.find((entity) => entity.id === id)?.name ?? id
  return knowledge.relations
    .filter(({ predicate }) => predicate !== 'appears with')
    .map(({ subjectId, type, predicate, objectId }) => `${name(subjectId)} ${type} (${predicate}) ${name(objectId)}`)
}

describe('entities', () => {
  it.each([
    [
      'Crack deflection increases the fracture toughness of nacre.',
      ['Process: crack deflection', 'Property: fracture toughness', 'Material: nacre'],
    ],
    ['The oxygen ion conductivity was high.', ['Property: oxygen ion conductivity']],
    ['Grain boundaries of Al2O3 were seen.', ['Structure: grain boundary', 'Material: Al2O3']],
    ['The Ti-6Al-4V alloy and 42CrMo4 steel were studied.', ['Material: Ti-6Al-4V alloy', 'Material: 42CrMo4 steel']],
    ['It was made of poly(methyl methacrylate).', ['Material: poly(methyl methacrylate)']],
    ['The work of fracture was large.', ['Property: work of fracture']],
    ['X-ray diffraction was done.', ['Method: X-ray diffraction']],
    ['Pure zirconia cracks during cooling.', ['Material: zirconia']],
    ['The dust in food scratch tooth enamel.', ['Material: tooth enamel']],
    [
      'Seen by XRD and SEM after HIP.',
      ['Method: X-ray diffraction', 'Method: scanning electron microscopy', 'Process: hot isostatic pressing'],
    ],
    ["The γ′ phase and γ' particles grew.", ["Structure: γ'-phase", "Structure: γ'-particle"]],
    ['It lowers the martensite start temperature.', ['Property: martensite start temperature']],
    ['Copper (II) sulfate pentahydrate and PA66 were used.', ['Material: PA66']],
  ])('%s', (text, expected) => expect(entities(text)).toEqual(expect.arrayContaining(expected)))

  it('takes a short form that is not defined but used again and again for a concept of its own', () => {
    const text = 'The SOFC is hot. An SOFC was built. We saw the SOFC burn, not the PEMFC.'
    expect(entities(text)).toContain('Concept: SOFC')
    expect(entities(text)).not.toContain('Concept: PEMFC')
  })

  it.each([
    'See Fig. 3 and Table 2.',
    'In this work we show the results.',
    'As shown in Ref. [12], it is so.',
    'He and I did it.',
  ])('%s holds none', (text) => expect(entities(text)).toEqual([]))

  it('resolves an abbreviation to its long form anywhere in the document', () => {
    const { mentions, entities: found } = read('SOFCs run hot. The solid oxide fuel cell (SOFC) needs an electrolyte.')
    const cell = found.find(({ name }) => name === 'solid oxide fuel cell')
    expect(mentions.filter(({ entityId }) => entityId === cell?.id).map(({ text }) => text)).toEqual([
      'SOFCs',
      'solid oxide fuel cell',
      'SOFC',
    ])
  })

  it('joins words that a line end has parted, with offsets into the printed text', () => {
    const text = 'The fracture tough- ness of alu- mina is low.'
    expect(read(text).mentions.map(({ start, end, text: printed }) => [text.slice(start, end), printed])).toEqual([
      ['fracture tough- ness', 'fracture tough- ness'],
      ['alu- mina', 'alu- mina'],
    ])
  })

  it('leaves out the list of references', () => {
    const text = `${'Alumina is hard. '.repeat(20)}References [1] A. Smith, Zirconia ceramics, J. Mater. 5 (2001) 12.`
    expect(entities(text)).toEqual(['Material: alumina'])
  })
})

describe('relations', () => {
  it.each([
    [
      'Crack deflection increases the fracture toughness of nacre.',
      'crack deflection INFLUENCES (increases) fracture toughness',
    ],
    [
      'The fracture toughness is increased by crack deflection.',
      'crack deflection INFLUENCES (increases) fracture toughness',
    ],
    ['The hardness depends on the grain size.', 'grain size INFLUENCES (influences) hardness'],
    ['The hardness increases with the dislocation density.', 'dislocation density INFLUENCES (increases) hardness'],
    ['The plastic zone grows with the crack.', 'crack INFLUENCES (increases) plastic zone'],
    ['The hardness increases with decreasing grain size.', 'grain size INFLUENCES (influences) hardness'],
    ['The Young’s modulus of nacre is 60 GPa.', "nacre HAS_PROPERTY (has) Young's modulus"],
    ['Nacre consists of aragonite.', 'nacre MADE_OF (consists of) aragonite'],
    ['Alumina is a ceramic.', 'alumina IS_A (is a) ceramic'],
    ['Ceramics such as alumina are hard.', 'alumina IS_A (is a kind of) ceramic'],
    [
      'Hydroxyapatite coatings are produced by plasma spraying.',
      'hydroxyapatite coating PRODUCED_BY (is produced by) plasma spraying',
    ],
    ['Freeze casting produces porous ceramics.', 'porous ceramic PRODUCED_BY (is produced by) freeze casting'],
    ['Zirconia is used for dental crowns.', 'zirconia USED_FOR (is used for) dental crown'],

    ['The aragonite platelets slide.', 'aragonite platelet MADE_OF (is made of) aragonite'],
  ])('%s', (text, expected) => {
    expect(relations(text)).toContain(expected)
  })

  it.each([
    'Crack deflection does not increase the fracture toughness.',
    'Alumina is not a metal.',
    'Steel never contains aragonite.',
    'The match between grain size and hardness reduces the toughness.',
    'Without sintering, alumina increases the porosity?',
    'Silica dust in food scratches tooth enamel.',
  ])('%s states none', (text) => expect(relations(text)).toEqual([]))

  it('takes no change for the thing that changes', () => {
    expect(relations('Fluoride ions reduce the solubility, which protects tooth enamel.')).toEqual([
      'fluoride ion INFLUENCES (reduces) solubility',
    ])
  })

  it('joins all members of a list', () => {
    expect(relations('Silica and alumina increase the hardness and the toughness of steel.')).toEqual(
      expect.arrayContaining([
        'silica INFLUENCES (increases) hardness',
        'alumina INFLUENCES (increases) toughness',
        'steel HAS_PROPERTY (has) hardness',
        'steel HAS_PROPERTY (has) toughness',
      ]),
    )
  })

  it('says of neighbours without a verb between them only that they appear together', () => {
    const { relations: found } = read('Alumina with grain boundaries.')
    expect(found.map(({ type, predicate }) => [type, predicate])).toEqual([['RELATES_TO', 'appears with']])
  })

  it('gives every relation the sentence that states it', () => {
    const text = 'Nacre is tough. Nacre consists of aragonite. It shines.'
    const { evidence } = read(text)
    expect(evidence.map(({ start, end, sentence }) => [text.slice(start, end), sentence])).toEqual([
      ['Nacre consists of aragonite.', 'Nacre consists of aragonite.'],
    ])
  })
})

describe('quantities', () => {
  it('suggests property, material and condition, and converts to SI', () => {
    const { quantities, entities: found } = read('The fracture toughness of nacre is 3 to 10 MPa·m^0.5 at 25 °C.')
    const toughness = quantities.find(({ unit }) => unit === 'MPa·m^0.5')
    expect(toughness).toMatchObject({
      property: 'fracture toughness',
      condition: 'at 25 °C',
      minimum: 3,
      maximum: 10,
      si: { minimum: 3e6, maximum: 10e6, unit: 'Pa m^0.5' },
    })
    expect(found.find(({ id }) => id === toughness?.materialId)?.name).toBe('nacre')
    expect(quantities.find(({ unit }) => unit === '°C')?.si).toEqual({ minimum: 298.15, maximum: 298.15, unit: 'K' })
  })

  it('gives each value the material it is told of, or none', () => {
    const bearers = (text: string): (string | undefined)[] => {
      const { quantities, entities: found } = read(text)
      return quantities.map(({ materialId }) => found.find(({ id }) => id === materialId)?.name)
    }
    expect(bearers('Nylon and silk melt at 260 °C and 280 °C, respectively.')).toEqual(['nylon', 'silk'])
    expect(bearers('The field of SmCo5 is higher than that of Nd2Fe14B (7.3 T).')).toEqual(['Nd2Fe14B'])
    expect(bearers('Zirconia with 3 mol% yttria has a toughness of 5 MPa·m^0.5.')).toEqual(['yttria', 'zirconia'])
    expect(bearers('Slag fills the pores smaller than 50 nm.')).toEqual([undefined])
    expect(bearers('Nacre is tough, whereas the strength is 100 MPa.')).toEqual([undefined])
  })

  it('takes the beginning of a change for no condition', () => {
    const { quantities } = read('The hardness of glass rose from 5.4 GPa to 6.1 GPa at 50% RH.')
    expect(quantities.map(({ property, condition }) => [property, condition])).toEqual([
      ['hardness', 'at 50%'],
      ['hardness', 'at 50%'],
      [undefined, undefined],
    ])
  })

  it('gives each value of a sentence its own property', () => {
    const { quantities } = read('Titanium is a metal with a density of 4.51 g cm−3 and a melting point of 1668 °C.')
    expect(quantities.map(({ property }) => property)).toEqual(['density', 'melting point'])
  })
})

describe('tables', () => {
  const table =
    'Table 1. Ceramics.\n\n| Material | Hardness (GPa) | Young’s modulus / GPa | Note |\n|---|---|---|---|\n| Alumina | 15 ± 1 | 380 | 3 |\n| Zirconia | 12–13 | 210 GPa | – |\n\nThat is 5.'

  it.each([
    [
      'The elastic strain limit of metallic glasses is about 2 %, compared with less than 1 % for most crystalline alloys.',
      ['metallic glass', 'crystalline alloy'],
    ],
    ['The hardness of alumina is 15 GPa, compared with 2 GPa.', ['alumina', undefined]],
    ['Nacre has a work of fracture of 1 kJ/m2 instead of 0.3 J/m2 for aragonite.', ['nacre', 'aragonite']],
  ])('gives what is held against a value to the other material: %s', (sentence, materials) => {
    const { quantities, entities: found } = read(sentence)
    expect(quantities.map(({ materialId }) => found.find(({ id }) => id === materialId)?.name)).toEqual(materials)
  })

  it('reads property and unit from the head of the column, and the material from the row', () => {
    const { quantities, entities: found } = read(table)
    const name = (id = ''): string | undefined => found.find((entity) => entity.id === id)?.name
    expect(
      quantities.map(({ property, materialId, minimum, maximum, unit }) => [
        name(materialId),
        property,
        minimum,
        maximum,
        unit,
      ]),
    ).toEqual([
      ['alumina', 'hardness', 14, 16, 'GPa'],
      ['alumina', "Young's modulus", 380, 380, 'GPa'],
      ['zirconia', "Young's modulus", 210, 210, 'GPa'],
      ['zirconia', 'hardness', 12, 13, 'GPa'],
    ])
    expect(quantities[0]?.si).toEqual({ minimum: 14e9, maximum: 16e9, unit: 'Pa' })
  })

  it('takes no row for one of another table', () => {
    expect(read('| A | Hardness (GPa) |\n\nText between.\n\n| Alumina | 15 |').quantities).toEqual([])
  })
})

describe('a long document', () => {
  const long = documentOf('Nacre consists of aragonite. Alumina is a ceramic. '.repeat(500))

  it('lets other work have its turn, and gives the same', async () => {
    let turns = 0
    const count = setInterval(() => turns++, 0)
    const found = await extractByRules(long, oneChunk(long))
    clearInterval(count)
    expect(found).toEqual(extract(long, oneChunk(long)))
    expect(turns).toBeGreaterThan(2)
  })

  it('can be cancelled in between', async () => {
    const stop = new AbortController()
    setImmediate(() => stop.abort())
    await expect(extractByRules(long, oneChunk(long), { signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
})

describe('chunks and ids', () => {
  const text = 'Nacre consists of aragonite. Alumina is a ceramic. The hardness of alumina is 15 GPa.'

  it('counts what lies in the overlap of two chunks once, in the first', () => {
    const document = documentOf(text)
    const [first, second] = extract(document, chunksAt(document, [0, 50], [29, text.length]))
    expect(first?.mentions.map((mention) => mention.text)).toEqual(['Nacre', 'aragonite', 'Alumina', 'ceramic'])
    expect(second?.mentions.map((mention) => mention.text)).toEqual(['hardness', 'alumina'])
  })

  it('assigns a sentence across the end of a chunk to where its parts stand', () => {
    const document = documentOf(text)
    const [first, second] = extract(document, chunksAt(document, [0, 12], [12, text.length]))
    expect(first?.mentions.map((mention) => mention.text)).toEqual(['Nacre'])
    expect(first?.relations).toHaveLength(1)
    expect(second?.mentions[0]?.text).toBe('aragonite')
  })

  it('gives the same thing in two documents one id, whatever its form', () => {
    const [one] = read('Grain boundaries are seen.').entities
    const [other] = read('A grain-boundary was seen.').entities
    expect(one).toEqual(other)
  })

  it('is the same each time, refers only to its own records, and keeps every span in its document', () => {
    const words = fc.constantFrom(
      ...'nacre|alumina|Al2O3|consists of|increases|the|of|fracture toughness|5 MPa|.|, |(|)|SOFC|solid oxide fuel cell|is a|not|which|grain boundaries|tough- ness|\n\n|Fig. 3|and|at 80 °C|| '.split(
        '|',
      ),
    )
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 30 }).map((parts) => parts.join(' ')),
        fc.nat(80),
        (body, cut) => {
          const document = documentOf(body)
          const at = Math.min(cut, body.length)
          const chunks = chunksAt(document, [0, at], [at, body.length])
          const result = extract(document, chunks)
          expect(extract(document, chunks)).toEqual(result)
          for (const [index, knowledge] of result.entries()) {
            const ids = new Set(knowledge.entities.map(({ id }) => id))
            const relationIds = new Set(knowledge.relations.map(({ id }) => id))
            expect(knowledge.chunkId).toBe(chunks[index]?.id)
            for (const mention of knowledge.mentions) {
              expect(ids.has(mention.entityId)).toBe(true)
              expect(mention.start >= 0 && mention.end <= body.length && mention.start < mention.end).toBe(true)
            }
            for (const { subjectId, objectId } of knowledge.relations)
              expect(ids.has(subjectId) && ids.has(objectId)).toBe(true)
            for (const { relationId } of knowledge.evidence) expect(relationIds.has(relationId)).toBe(true)
            expect(new Set(knowledge.evidence.map(({ relationId }) => relationId))).toEqual(relationIds)
          }
        },
      ),
      { seed: 20261123, numRuns: 300 },
    )
  })
})
