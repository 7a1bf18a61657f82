import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NacreError } from '#core/errors.ts'
import { dropRunningLines } from './drop-running-lines.ts'
import { findPdfHeadings } from './find-pdf-headings.ts'
import { joinPdfLines, measureBody } from './join-pdf-lines.ts'
import { orderColumns } from './order-columns.ts'
import { readPdfLines, textOfLine, type PdfLine, type PdfTextItem } from './pdf-lines.ts'

const maxPages = 10_000

/**
 * Reads a PDF by pdf.js and puts its pages in the order of reading: the interface is that of `PDFParse` of pdf-parse 2,
 * so that LangChain's PDFLoader takes it. Use once, then `destroy`.
 */
export class PdfReader {
  readonly #task: Promise<PdfTask>
  #largestLine = ''

  constructor({ data }: { readonly data: Uint8Array }) {
    this.#task = openPdf(data)
    this.#task.catch(() => undefined)
  }

  /** Pages without text are left out; `num` counts from 1. Errors: those of pdf.js, `invalid-input` for too many pages. */
  async getText(): Promise<{
    readonly pages: { readonly text: string; readonly num: number }[]
    readonly total: number
  }> {
    const pdf = await (await this.#task).promise
    if (pdf.numPages > maxPages) {
      throw new NacreError(
        'invalid-input',
        `Expected a PDF of at most ${maxPages} pages; got ${pdf.numPages}. Split it into smaller files.`,
      )
    }
    const pages: PdfLine[][] = []
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number)
      const { items } = await page.getTextContent()
      const printed = items.filter((item): item is PdfTextItem & typeof item => 'str' in item)
      pages.push(readPdfLines(orderColumns(printed)))
      page.cleanup()
    }
    this.#largestLine = findLargestLine(pages[0] ?? [])
    const kept = dropRunningLines(pages)
    const body = measureBody(kept.flat())
    const levelOf = findPdfHeadings(kept, body)
    const texts = kept.map((lines, index) => ({ text: joinPdfLines(lines, body, levelOf), num: index + 1 }))
    return { pages: texts.filter(({ text }) => text !== ''), total: pdf.numPages }
  }

  async getInfo(): Promise<{ readonly info: Readonly<Record<string, unknown>> }> {
    const pdf = await (await this.#task).promise
    const { info } = await pdf.getMetadata().catch(() => ({ info: {} }))
    return { info: { ...info, LargestLine: this.#largestLine } }
  }

  async destroy(): Promise<void> {
    await (await this.#task).destroy()
  }
}

type PdfTask = ReturnType<(typeof import('pdfjs-dist/legacy/build/pdf.mjs'))['getDocument']>

async function openPdf(data: Uint8Array): Promise<PdfTask> {
  // pdf.js wants these classes for drawing when it is loaded; nothing is drawn here, so empty ones spare a native canvas.
  const scope = globalThis as Record<string, unknown>
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) scope[name] ??= function Undrawn() {}
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const folder = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))
  return getDocument({
    data,
    verbosity: 0,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    cMapUrl: join(folder, 'cmaps/'),
    standardFontDataUrl: join(folder, 'standard_fonts/'),
  })
}

/** What is printed largest on the first page: its title, in most papers. */
function findLargestLine(lines: readonly PdfLine[]): string {
  const isWordy = (line: PdfLine): boolean => /\p{L}{3}/u.test(textOfLine(line))
  const size = Math.max(0, ...lines.filter(isWordy).map((line) => line.size))
  const first = lines.findIndex((line) => line.size > size * 0.97 && isWordy(line))
  const title: string[] = []
  for (const line of lines.slice(Math.max(0, first))) {
    if (line.size < size * 0.97 || title.length === 4) break
    title.push(textOfLine(line))
  }
  return title.join(' ')
}
