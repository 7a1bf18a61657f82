import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parsePdf } from '#ingest/load/parse-pdf.ts'
import { makePdf } from './make-pdf.ts'

const corpus = join(import.meta.dirname, '../../../examples/corpus')
const prose =
  'Nacre is the inner layer of many mollusc shells and consists of thin platelets of aragonite that are held together by proteins. '

describe('parsePdf', () => {
  it('keeps pages, paragraphs, headings and tables of a paper of the corpus', async () => {
    const { text, pages, title, license, sections } = await parsePdf(
      readFileSync(join(corpus, 'metallic-glasses.pdf')),
      'metallic-glasses.pdf',
    )
    expect({ title, license }).toEqual({ title: 'Metallic glasses', license: 'CC-BY-4.0' })
    expect(sections?.map(({ heading, level }) => `${level} ${heading}`)).toEqual([
      '1 Metallic glasses',
      '2 Formation',
      '2 Mechanical properties',
      '2 Shear bands',
      '2 Composites and toughening',
      '2 Magnetic properties',
      '2 Processing and applications',
    ])
    for (const { heading, start } of sections ?? []) expect(text.startsWith(heading, start)).toBe(true)
    expect(pages?.map(({ page }) => page)).toEqual([1, 2])
    const [first, second] = (pages ?? []).map(({ start, end }) => text.slice(start, end))
    expect(first).toMatch(
      /^Metallic glasses\n\nFormation\n\nMetallic glasses are amorphous alloys that form when a metallic melt is cooled so quickly that crystallisation is avoided\./,
    )
    expect(first).toContain(
      "\n\nMetallic glass | Young's modulus (GPa) | Strength (GPa) | Fracture toughness (MPa·m^0.5)\nZirconium-based (Vitreloy 1) | about 95 | 1.9 | 20 to 80\n",
    )
    expect(second).toMatch(/^Above about 80 % of the glass transition temperature/)
    expect(text).toContain('most high-entropy alloys crystallise')
    expect(text).toContain('Magnesium-zinc-calcium metallic glasses')
    expect(text).not.toMatch(/page \d of \d/)
  })

  it('goes on with a sentence over the end of a page', async () => {
    const { text, pages = [] } = await parsePdf(
      readFileSync(join(corpus, 'graphene-and-carbon-nanotube-composites.pdf')),
      'graphene.pdf',
    )
    const [first, second] = pages
    expect(text.slice(first?.end, second?.start)).toBe('\n')
    expect(text.slice(second?.start, (second?.start ?? 0) + 21)).toBe('lower volume fraction')
  })

  it('numbers pages by their place, also after an empty one', async () => {
    const bytes = await makePdf((pdf) => pdf.text('First page.').addPage().addPage().text('Third page.'))
    const { text, pages = [] } = await parsePdf(bytes, 'a.pdf')
    expect(text).toBe('First page.\n\nThird page.')
    expect(pages.map(({ page, start, end }) => [page, text.slice(start, end)])).toEqual([
      [1, 'First page.'],
      [2, ''],
      [3, 'Third page.'],
    ])
  })

  it('reads 5,000 pages, each where it stands', async () => {
    const count = 5_000
    const bytes = await makePdf((pdf) => {
      for (let page = 1; page <= count; page += 1) {
        if (page > 1) pdf.addPage()
        pdf.text(`Alloy number ${page} was cast and tested, and it broke at ${page + 1} MPa.`)
      }
    })
    const { text, pages = [] } = await parsePdf(bytes, 'a.pdf')
    expect(pages).toHaveLength(count)
    for (const at of [1, 2, 2_500, count]) {
      const { page, start, end } = pages[at - 1]!
      expect([page, text.slice(start, end)]).toEqual([
        at,
        `Alloy number ${at} was cast and tested, and it broke at ${at + 1} MPa.`,
      ])
    }
  })

  it('drops running titles and page numbers but not the title they repeat', async () => {
    const bytes = await makePdf((pdf) => {
      for (const page of [1, 2, 3]) {
        if (page > 1) pdf.addPage()
        pdf.fontSize(9).text('Nacre and bone', 64, 30).text(`${page}`, 300, 700)
        pdf.fontSize(11).text(page === 1 ? 'Nacre and bone' : `Page about topic ${'abc'[page - 1]}.`, 64, 90)
        pdf.text(prose.repeat(4), 64, 130)
      }
    })
    const { text } = await parsePdf(bytes, 'a.pdf')
    expect(text.match(/Nacre and bone/g)).toHaveLength(1)
    expect(text).not.toMatch(/^\d$/m)
  })

  it('reads columns one after the other', async () => {
    const bytes = await makePdf((pdf) =>
      pdf.text(`${'Left column text goes here. '.repeat(30)}END. ${'Right column text. '.repeat(30)}`, {
        columns: 2,
        height: 300,
      }),
    )
    const { text } = await parsePdf(bytes, 'a.pdf')
    expect(text).toMatch(/^(?:Left column text goes here\. )+END\. (?:Right column text\.\s?)+$/)
  })

  describe('a paper of two columns with a title and a caption across them', () => {
    const left =
      'The shells of molluscs consist of platelets that are held together by thin layers of pro-|teins, and these slide when the shell is bent, so that a crack runs along the platelets and|does not cut through them. Such paths make the shell tough. More of the same is said of bone,|which consists of fibrils that are stiffened by crystals, and of wood, whose cells are tubes|of fibres that are wound around their axis and so take the load where it comes from.'
    const right =
      'A beam with a notch was bent until it broke; its toughness follows from the work that this|takes. Each beam was kept in water for a day before it was bent, since a dry shell breaks as|chalk does. Ten beams were bent at each speed. The toughness rose with the speed up to a|point that lies near one millimetre a second, and fell beyond it. Heating the shell for one|hour at two hundred degrees took away the layers of pro-|teins and half of the toughness.'
    /** Halves of what stands between two bars; a line that ends with a hyphen stands alone. */
    const inLines = (text: string): string[] =>
      text.split('|').flatMap((part) => {
        const half = part.indexOf(' ', 40)
        return half === -1 ? [part] : [part.slice(0, half), part.slice(half + 1)]
      })
    type Pdf = Parameters<Parameters<typeof makePdf>[0]>[0]
    const print = (pdf: Pdf, text: string, at: number, top: number): void =>
      void pdf.text(text, at, top, { lineBreak: false })
    const drawTop = (pdf: Pdf): void => {
      pdf.fontSize(16)
      print(pdf, 'On the toughness of shells, bones and woods under water', 90, 60)
      pdf.fontSize(9)
    }
    const drawCaption = (pdf: Pdf): void =>
      print(
        pdf,
        'Figure 1. Platelets of a shell that was bent until it broke, seen from the side in an electron microscope.',
        64,
        400,
      )
    const rows = [inLines(left), inLines(right)] as const
    const wanted =
      /^On the toughness of shells, bones and woods under water\n\nThe shells of molluscs .* layers of proteins, and .* where it comes from\. ?\n?\n?A beam with a notch .* layers of proteins and half of the toughness\.\n\nFigure 1\. Platelets of a shell/s

    it('is read column by column where it was written so', async () => {
      const bytes = await makePdf((pdf) => {
        drawTop(pdf)
        for (const [side, lines] of rows.entries()) {
          for (const [at, line] of lines.entries()) print(pdf, line, 64 + side * 250, 120 + at * 12)
        }
        drawCaption(pdf)
      })
      expect((await parsePdf(bytes, 'a.pdf')).text).toMatch(wanted)
    })

    it('is read column by column where it was written across the page', async () => {
      const bytes = await makePdf((pdf) => {
        drawTop(pdf)
        for (let at = 0; at < Math.max(rows[0].length, rows[1].length); at++) {
          for (const [side, lines] of rows.entries()) print(pdf, lines[at] ?? '', 64 + side * 250, 120 + at * 12)
        }
        drawCaption(pdf)
      })
      expect((await parsePdf(bytes, 'a.pdf')).text).toMatch(wanted)
    })

    it('is not made of a wide table', async () => {
      const bytes = await makePdf((pdf) => {
        for (let row = 0; row < 12; row++) {
          print(pdf, `Alloy ${row} of the second series`, 64, 120 + row * 14)
          print(pdf, `${row * 7} GPa`, 340, 120 + row * 14)
        }
      })
      expect((await parsePdf(bytes, 'a.pdf')).text).toContain('Alloy 3 of the second series | 21 GPa\nAlloy 4')
    })
  })

  it('keeps pages that hold nothing but a line that is like those of the others', async () => {
    const bytes = await makePdf((pdf) => {
      for (const page of [1, 2, 3]) (page === 1 ? pdf : pdf.addPage()).text(`Sample ${page} is tough.`)
    })
    expect((await parsePdf(bytes, 'a.pdf')).text).toBe('Sample 1 is tough.\n\nSample 2 is tough.\n\nSample 3 is tough.')
  })

  it('reads raised and lowered small print into its line', async () => {
    const bytes = await makePdf((pdf) => {
      let left = 64
      const print = (text: string, size: number, top: number): void => {
        pdf.fontSize(size).text(text, left, top, { lineBreak: false })
        left += pdf.widthOfString(text)
      }
      const [normal, raised, lowered] = [[11, 100] as const, [7, 98] as const, [7, 106] as const]
      print('The conductivity of Al', ...normal)
      print('2', ...lowered)
      print('O', ...normal)
      print('3', ...lowered)
      print(' is 10', ...normal)
      print('6', ...raised)
      print(' W m', ...normal)
      print('-1', ...raised)
      print(' here.', ...normal)
    })
    expect((await parsePdf(bytes, 'a.pdf')).text).toBe('The conductivity of Al2O3 is 10^6 W m−1 here.')
  })

  it('takes the largest line for the title when the file names none, or only a file name', async () => {
    const draw = (pdf: Parameters<Parameters<typeof makePdf>[0]>[0]) =>
      pdf.fontSize(20).text('On nacre').fontSize(11).text(prose)
    expect((await parsePdf(await makePdf(draw), 'a.pdf')).title).toBe('On nacre')
    expect((await parsePdf(await makePdf(draw, { info: { Title: 'paper_v3.docx' } }), 'a.pdf')).title).toBe('On nacre')
    expect((await parsePdf(await makePdf(draw, { info: { Title: 'Nacre' } }), 'a.pdf')).title).toBe('Nacre')
  })

  it.each([
    [
      'an encrypted one',
      () => makePdf((pdf) => pdf.text(prose), { userPassword: 'secret' }),
      /without a password; a\.pdf is encrypted\. Save it without one/,
    ],
    [
      'one that is cut short',
      async () => (await makePdf((pdf) => pdf.text(prose.repeat(20)))).subarray(0, 2000),
      /it is cut short/,
    ],
    [
      'one without text',
      () => makePdf((pdf) => pdf.rect(10, 10, 50, 50).fill('red')),
      /hold none, only images\. Run text recognition/,
    ],
    [
      'one whose insides are damaged',
      () => Promise.resolve(Buffer.from(`%PDF-1.7\n${'x'.repeat(500)}\n%%EOF`)),
      /it is damaged/,
    ],
  ])('refuses %s in plain words', async (_name, make, message) => {
    await expect(parsePdf(await make(), 'a.pdf')).rejects.toThrow(message)
  })
})
