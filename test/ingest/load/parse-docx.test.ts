import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { parseDocx } from '#ingest/load/parse-docx.ts'
import { unpackDocx } from '#ingest/load/unpack-docx.ts'
import { makeDocx, makeDocxParts, paragraph, table } from './make-docx.ts'

const run = (text: string): string => `<m:r><m:t>${text}</m:t></m:r>`
const power = `<m:sSup><m:e>${run('mm')}</m:e><m:sup>${run('2')}</m:sup></m:sSup>`
const fraction = `<m:f><m:num>${run('F')}</m:num><m:den>${run('A')}</m:den></m:f>`

describe('parseDocx', () => {
  it('keeps title, headings, tables, formulas and metadata', async () => {
    const body = [
      paragraph('Shells that bend', 'Title'),
      paragraph('Results', 'Heading1'),
      `<w:p><w:r><w:t xml:space="preserve">The stress is </w:t></w:r><m:oMath>${run('σ')}${run('=')}${fraction}</m:oMath>`,
      `<w:r><w:t xml:space="preserve"> over 3 </w:t></w:r><m:oMath>${power}</m:oMath><w:r><w:t>.</w:t></w:r></w:p>`,
      `<w:p><m:oMathPara><m:oMathParaPr><m:jc m:val="left"/></m:oMathParaPr><m:oMath>${run('E')}${run('=')}${run('7')}</m:oMath></m:oMathPara></w:p>`,
      paragraph('Table 1. Moduli', 'Caption'),
      table([
        ['Material', 'E (GPa)'],
        ['Nacre', '70'],
      ]),
      paragraph('Methods', 'Heading2'),
      paragraph('CC BY 4.0, doi 10.1000/shell.1'),
    ]
    const core = '<dc:title>draft.docx</dc:title><dc:creator>A. Perle; B. Schale</dc:creator>'
    const { text, sections = [], ...about } = await parseDocx(makeDocx(body.join(''), core), 'a.docx')
    expect(text).toBe(
      'Shells that bend\n\nResults\n\nThe stress is σ = F/A over 3 mm2.\n\nE = 7\n\nTable 1. Moduli\n\nMaterial | E (GPa)\nNacre | 70\n\n' +
        'Methods\n\nCC BY 4.0, doi 10.1000/shell.1',
    )
    expect(sections.map(({ heading, level, start }) => [heading, level, text.slice(start, start + 5)])).toEqual([
      ['Shells that bend', 1, 'Shell'],
      ['Results', 2, 'Resul'],
      ['Methods', 3, 'Metho'],
    ])
    expect(about).toEqual({
      title: 'Shells that bend',
      authors: ['A. Perle', 'B. Schale'],
      doi: '10.1000/shell.1',
      license: 'CC-BY-4.0',
    })
  })

  const whole = makeDocx(paragraph('Nacre is tough. '.repeat(200)))
  it.each([
    [
      'names that lead out of it',
      () => zipSync({ '../../x': strToU8('x') }),
      /one leads out of it \("\.\.\/\.\.\/x"\)/,
    ],
    ['another archive', () => zipSync({ 'xl/workbook.xml': strToU8('x') }), /has no word\/document\.xml/],
    ['one cut short', () => whole.subarray(0, 600), /no word\/document\.xml, or it is cut short|it is damaged/],
    ['malformed XML', () => makeDocx('<w:p></w:q>'), /it is damaged \(/],
    [
      'entities',
      () => zipSync({ ...makeDocxParts(''), 'word/document.xml': strToU8('<!DOCTYPE a [<!ENTITY b "c">]><a/>') }),
      /word\/document\.xml has a DOCTYPE/,
    ],
  ])('refuses %s in plain words', async (_name, make, message) => {
    await expect(parseDocx(make(), 'b.docx')).rejects.toThrow(message)
  })

  it.each([['says what it unpacks to'], ['says that it is small']])('refuses a ZIP bomb that %s', (kind) => {
    const bytes = zipSync({ 'word/document.xml': [new Uint8Array(5e6), { level: 1 }] })
    // Where the header of the first file keeps its unpacked size.
    if (kind === 'says that it is small') new DataView(bytes.buffer, bytes.byteOffset).setUint32(22, 1000, true)
    expect(bytes.length).toBeLessThan(50_000)
    expect(() => unpackDocx(bytes, 'b.docx', { maxUnpackedBytes: 4e6 })).toThrow(
      /at most 4 MB unpacked in b\.docx; it unpacks to more, like a ZIP bomb/,
    )
    expect(unpackDocx(bytes, 'b.docx').get('word/document.xml')).toHaveLength(5e6)
  })
})
