import { describe, expect, it } from 'vitest'
import { parseJats } from '#ingest/load/parse-jats.ts'
import { makeJats } from './make-jats.ts'

const parse = (xml: string) => parseJats(Buffer.from(xml), 'a.xml')

describe('parseJats', () => {
  it('keeps title, abstract, sections, captions, tables and formulas; citations go, references stand apart', () => {
    const { text, sections = [], ...about } = parse(makeJats())
    expect(text).toBe(
      [
        'Toughness of nacre',
        'Abstract',
        'Nacre is tough.',
        '1 Introduction',
        'Nacre holds CaCO3 and is tough. See Figure 1, as Smith et al. (2010) say.',
        'Figure 1. Platelets. Scale bar 5 μm.',
        'Numbers',
        'Table 1. Moduli',
        'Material | E (GPa)\nNacre | 70',
        'Stress is σ = F/A, or 10^6 Pa.',
        'Acknowledgements',
        'Thanks.',
        'Data',
        'On request.',
      ].join('\n\n'),
    )
    expect(sections.map(({ heading, level }) => [heading, level])).toEqual([
      ['Toughness of nacre', 1],
      ['Abstract', 2],
      ['1 Introduction', 2],
      ['Numbers', 3],
      ['Acknowledgements', 2],
      ['Data', 2],
    ])
    expect(about).toEqual({
      title: 'Toughness of nacre',
      doi: '10.1000/nacre.7',
      authors: ['Anna B. Perle', 'The Shell Group'],
      year: 2021,
      license: 'CC-BY-4.0',
      references: ['Smith A. Shells. J 2010.', 'J. Doe. Bone. Nat. 3, 4. 2011. doi:10.1000/b', 'Roe B. Silk. 2012.'],
    })
  })

  it('knows only the five entities of XML, and unfolds none of a document', () => {
    expect(parse('<article><body><p>a &lt; b &amp; &#x3b2;</p></body></article>').text).toBe('a < b & β')
    const laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><article><body><p>&b;</p></body></article>'
    expect(() => parse(laughs)).toThrow(/its DOCTYPE declares entities/)
    expect(() => parse('<article><body><p>&alpha;</p></body></article>')).toThrow(/undefined entity/)
  })

  it.each([
    ['tags that do not match', '<article>\n<p></article>', /well-formed XML in a\.xml; got, at line and column 2:\d+/],
    ['an end that is missing', '<article><body><p>Nacre', /well-formed XML/],
    ['two roots', '<article/><article/>', /well-formed XML/],
    ['an ampersand', '<article><body><p>a & b</p></body></article>', /well-formed XML/],
    ['deep nesting', '<p>'.repeat(100_000), /nested at most 200 deep/],
    ['another kind of XML', '<svg><text>Nacre</text></svg>', /an article in JATS XML in a\.xml; its root is <svg>/],
  ])('refuses %s in plain words', (_name, xml, message) => {
    expect(() => parse(xml)).toThrow(message)
  })
})
