import { describe, expect, it } from 'vitest'
import { liftReferences } from '#ingest/load/lift-references.ts'
import { parsePdf } from '#ingest/load/parse-pdf.ts'
import { makePdf } from './make-pdf.ts'

const list = 'References\n\n[1] A. Smith, Shells, 2010.\n[2] J. Doe, Bone,\n2011, in press.\n[3] Web page.'

describe('liftReferences', () => {
  it('takes the list of references out of the text', () => {
    expect(liftReferences({ text: `Nacre is tough.\n\n${list}` })).toEqual({
      text: 'Nacre is tough.',
      references: ['A. Smith, Shells, 2010.', 'J. Doe, Bone, 2011, in press.', 'Web page.'],
    })
    const paragraphs = 'Nacre.\n\n6. Literature cited\n\nSmith, A. (2010) Shells.\n\nDoe, J. (2011b) Bone.'
    expect(liftReferences({ text: paragraphs }).references).toEqual([
      'Smith, A. (2010) Shells.',
      'Doe, J. (2011b) Bone.',
    ])
  })

  it('finds the entries of a list that a PDF gives as one paragraph', async () => {
    const bytes = await makePdf((pdf) => {
      pdf.text('Shells bend before they break, as has been shown many times in water and in air.').moveDown()
      pdf.fontSize(14).text('References').fontSize(11).moveDown()
      pdf.text('[1] A. Smith, B. Jones, The toughness of shells that were kept in water for a day, J. Shells 4,')
      pdf.text('1-9, 2010.').text('[2] J. Doe, Bone, 2011.').text('[3] R. Roe, Silk, 2012.')
    })
    const { text, references } = liftReferences(await parsePdf(bytes, 'a.pdf'))
    expect(text).toMatch(/in air\.$/)
    expect(references).toEqual([
      'A. Smith, B. Jones, The toughness of shells that were kept in water for a day, J. Shells 4, 1-9, 2010.',
      'J. Doe, Bone, 2011.',
      'R. Roe, Silk, 2012.',
    ])
  })

  it('finds the entries by their authors and years where nothing else parts them', async () => {
    const entries = [
      'Smith, A., Jones, B., 2010. The toughness of shells that were kept in water for a day. J. Shells 4, 1–9.',
      'van der Berg, C. D. and Roe, R. (2011a). Bone. In: Lee, K. (Ed.), Tissues. Press, Leiden, pp. 7–19.',
      "O'Neil, J.-P., 2012. Silk and its strength. Polymer 53, 88. https://doi.org/10.1000/182",
    ]
    const paragraph = `Nacre is tough (Smith and Jones, 2010).\n\nReferences\n\n${entries.join(' ')}`
    expect(liftReferences({ text: paragraph })).toEqual({
      text: 'Nacre is tough (Smith and Jones, 2010).',
      references: entries,
    })
    const bytes = await makePdf((pdf) => {
      pdf.text('Shells bend before they break, as has been shown many times (Smith and Jones, 2010).').moveDown()
      pdf.fontSize(14).text('References').fontSize(11).moveDown()
      for (const entry of entries) pdf.text(entry, { indent: -14 })
    })
    const { text, references } = liftReferences(await parsePdf(bytes, 'a.pdf'))
    expect(text).toMatch(/2010\)\.$/)
    expect(references?.map((entry) => entry.slice(0, 5))).toEqual(entries.map((entry) => entry.slice(0, 5)))
  })

  it('keeps what follows the list, with pages and sections in their places', () => {
    const text = `Nacre is tough.\n\n${list}\n\nAppendix A\n\nMore.`
    const page = text.indexOf('[2]')
    const appendix = text.indexOf('Appendix')
    const lifted = liftReferences({
      text,
      pages: [
        { page: 1, start: 0, end: page - 1 },
        { page: 2, start: page, end: text.length },
      ],
      sections: [
        { heading: 'References', level: 1, start: 17, end: appendix - 2 },
        { heading: 'Appendix A', level: 1, start: appendix, end: text.length },
      ],
    })
    expect(lifted.text).toBe('Nacre is tough.\n\nAppendix A\n\nMore.')
    expect(lifted.pages?.map(({ start, end }) => lifted.text.slice(start, end))).toEqual([
      'Nacre is tough.',
      '\n\nAppendix A\n\nMore.',
    ])
    expect(lifted.sections?.map(({ start, end }) => lifted.text.slice(start, end))).toEqual(['Appendix A\n\nMore.'])
  })

  it.each([
    ['has no such heading', 'Nacre refers to references in 2010 and 2011.'],
    [
      'has prose under the heading',
      'Nacre.\n\nReferences\n\nThe references of this work are electrodes.\n\nThey were made of silver.',
    ],
    ['has them already', 'Nacre.'],
  ])('leaves a text that %s', (_name, text) => {
    const parsed = text === 'Nacre.' ? { text: `${text}\n\n${list}`, references: [] } : { text }
    expect(liftReferences(parsed)).toEqual(parsed)
  })
})
