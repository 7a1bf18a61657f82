import { describe, expect, it } from 'vitest'
import { flattenKnowledge } from '#graph/flatten-knowledge.ts'
import { writeKnowledge } from '#test/write-knowledge.ts'

/** Short forms with what they stand for, as the document tells. */
function defined(text: string): string[] {
  const { definitions, entities } = flattenKnowledge(writeKnowledge('Text', [text]))
  const names = new Map(entities.map(({ id, name }) => [id, name]))
  return definitions.map(({ shortKey, entityId }) => `${shortKey} = ${names.get(entityId)}`)
}

describe('the short forms that a document defines', () => {
  it.each([
    ['A *polylactide* (*PLLA=polylactide*) film.', ['PLLA = polylactide']],
    ['The *PLLA=polylactide* (*polylactide*) film.', ['PLLA = polylactide']],
    [
      '*Polylactide* (*PLLA=polylactide*, grade 4) and *PLLA film=polylactide film*.',
      ['PLLA = polylactide', 'PLLA film = polylactide film'],
    ],
    ['*reduced graphene oxide* (*rGO=reduced graphene oxide*)', ['rGO = reduced graphene oxide']],
  ])('%s', (text, expected) => expect(defined(text)).toEqual(expected))

  it.each([
    ['no brackets', 'The *polylactide* and *PLLA=polylactide*.'],
    ['another thing before the brackets', '*Silk* was used (*PLLA=polylactide*) with *polylactide*.'],
    ['a formula', 'A *crack opening* (*CO=crack opening*) was seen.'],
    ['a formula with lower case', 'A *titanium nanotube* (*TiN=titanium nanotube*) was grown.'],
    ['a known acronym', 'The *scanning microscope* (*SEM=scanning microscope*) was used.'],
    ['an ordinary word', 'The *polylactide* (*film=polylactide*).'],
    ['the same name', 'The *PLLA* (*PLLA*).'],
  ])('%s defines nothing: %s', (_why, text) => expect(defined(text)).toEqual([]))
})
