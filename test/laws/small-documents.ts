import fc from 'fast-check'
import { makeId } from '#core/id.ts'
import type { Document } from '#core/document.ts'

const materials = [
  'Al2O3',
  'alumina',
  'ZrO2',
  'zirconia',
  'TiN',
  'tin',
  'super alloy',
  'superalloy',
  'α-Al2O3',
  'nacre',
]
const properties = ['hardness', 'fracture toughness', 'ionic conductivity']
/** Short forms that documents define in one way, in two ways, or only use. */
const definitions = [
  'A solid oxide fuel cell (SOFC) converts fuel.',
  'The solid oxide fuel cell (SOFC) was tested.',
  'Poly(lactic acid) fibre (PLF) was spun.',
  'A porous lead film (PLF) was deposited.',
]
const uses = [
  'The SOFC cathode is porous.',
  'The PLF composite is strong.',
  'The solid oxide fuel cell cathode contains nickel.',
]

const sentence = fc.oneof(
  fc
    .tuple(fc.constantFrom(...materials), fc.constantFrom('contains', 'increases'), fc.constantFrom(...materials))
    .map(([subject, verb, object]) => `The ${subject} composite ${verb} ${object}.`),
  fc
    .tuple(fc.constantFrom(...properties), fc.constantFrom(...materials), fc.integer({ min: 1, max: 900 }))
    .map(([property, material, value]) => `The ${property} of ${material} is ${value} GPa.`),
  fc.constantFrom(...definitions),
  fc.constantFrom(...uses),
)

/** Documents of a few sentences about the same few things, so that most of what one tells another tells too. */
export const smallDocument: fc.Arbitrary<Document> = fc
  .array(fc.array(sentence, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
  .map((paragraphs) => {
    const text = paragraphs.map((sentences) => sentences.join(' ')).join('\n\n')
    const id = makeId('doc', text)
    return { id, title: `On ${text.slice(4, 20)}`, source: `${id}.md`, mediaType: 'text/markdown', text, pages: [] }
  })
