import { PDFLoader } from '@langchain/community/document_loaders/fs/pdf'
import type { PageSpan } from '#core/document.ts'
import { NacreError } from '#core/errors.ts'
import { findLicense } from './find-license.ts'
import { joinHyphenated, pageMark } from './join-hyphenated.ts'
import { joinPages } from './join-pdf-lines.ts'
import { normaliseText } from './normalise-text.ts'
import type { ParsedText } from './parsed-text.ts'
import { PdfReader } from './pdf-reader.ts'
import { readSections } from './section-marks.ts'

/** A PDF without an end marker among its last bytes is cut short; pdf.js would read the pages that are left and say nothing. */
const tailBytes = 4096

/**
 * The text of a PDF with its pages. Errors: `invalid-input` for files that are encrypted, cut short or damaged, that have
 * too many pages, or no text at all (scans).
 */
export async function parsePdf(bytes: Uint8Array, source: string): Promise<ParsedText> {
  if (!Buffer.from(bytes.subarray(-tailBytes)).includes('%%EOF')) {
    throw new NacreError(
      'invalid-input',
      `Expected a whole PDF in ${source}; it is cut short (no end marker). Fetch or copy it again.`,
    )
  }
  const loader = new PDFLoader(new Blob([Uint8Array.from(bytes)]), { pdfjs: asPdfParse })
  const pages = await loader.load().catch((cause: unknown) => throwUnreadable(cause, source))
  const { info, totalPages } = pages[0]?.metadata['pdf'] ?? { info: {}, totalPages: 0 }
  const texts = Array.from({ length: totalPages }, () => '')
  for (const { pageContent, metadata } of pages) texts[metadata['loc'].pageNumber - 1] = pageContent
  const { text, sections, pages: spans } = joinTexts(texts)
  if (text === '') {
    throw new NacreError(
      'invalid-input',
      `Expected text in ${source}; its pages hold none, only images. Run text recognition (OCR) on it first.`,
    )
  }
  return { text, pages: spans, ...(sections !== undefined && { sections }), ...readMetadata(info, text) }
}

/** The loader asks for the class of `pdf-parse`; ours keeps paragraphs, tables and exponents, which that one tears apart. */
function asPdfParse() {
  return Promise.resolve({ isV2: true as const, PDFParse: PdfReader as unknown as PdfParse })
}

type LoaderOptions = NonNullable<ConstructorParameters<typeof PDFLoader>[1]>
type LoaderImports = Awaited<ReturnType<NonNullable<LoaderOptions['pdfjs']>>>
type PdfParse = Extract<LoaderImports, { readonly isV2: true }>['PDFParse']

function readMetadata(info: Readonly<Record<string, unknown>>, text: string): Partial<ParsedText> {
  const field = (name: string): string => {
    const value = info[name]
    return typeof value === 'string' ? normaliseText(value) : ''
  }
  const isFileName = /^(?:untitled|microsoft word|slide 1)|\.(?:docx?|tex|dvi|pdf|indd)$|^\S*[\d_]\S*$/i.test(
    field('Title'),
  )
  const title = field('Title') !== '' && !isFileName ? field('Title') : field('LargestLine')
  const doi = /\b10\.\d{4,9}\/[^\s"<>]+[^\s"<>.,;)]/.exec(`${field('Subject')} ${text.slice(0, 4000)}`)?.[0]
  const ends = `${text.slice(0, 6000)} ${text.slice(-6000)}`
  const license = findLicense(`${field('Subject')} ${field('Keywords')} ${ends}`)
  const authors = field('Author')
    .split(/\s*;\s*|,\s+(?=\p{Lu}\S*\s)/u)
    .filter((name) => name !== '')
  return {
    ...(title !== '' && { title }),
    ...(doi !== undefined && { doi }),
    ...(license !== undefined && { license }),
    ...(authors.length > 0 && { authors }),
  }
}

/** The pages as one text: sentences and words go on over page ends; the spans say where each page stands in it. */
function joinTexts(texts: readonly string[]): Pick<ParsedText, 'text' | 'sections'> & { readonly pages: PageSpan[] } {
  let marked = ''
  let last = ''
  for (const text of texts) {
    if (text !== '' && last !== '') marked += joinPages(last, text)
    marked += pageMark + text
    if (text !== '') last = text
  }
  const pieces = normaliseText(joinHyphenated(marked)).split(pageMark).slice(1)
  let start = 0
  const pages = pieces.map((piece, index) => {
    const plain = readSections(piece).text
    const page = { page: index + 1, start, end: start + plain.trimEnd().length }
    start += plain.length
    return page
  })
  return { ...readSections(pieces.join('')), pages }
}

function throwUnreadable(cause: unknown, source: string): never {
  if (cause instanceof NacreError) throw cause
  const { name, message } = cause instanceof Error ? cause : { name: '', message: String(cause) }
  if (name === 'PasswordException') {
    throw new NacreError(
      'invalid-input',
      `Expected a PDF that opens without a password; ${source} is encrypted. Save it without one.`,
      { cause },
    )
  }
  throw new NacreError(
    'invalid-input',
    `Expected a PDF in ${source}; it is damaged (${message.slice(0, 200).replace(/\.$/, '')}). Fetch it again, or print it to a new PDF.`,
    { cause },
  )
}
