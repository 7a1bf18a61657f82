import { getParser } from '@unified-latex/unified-latex-util-parse'
import { NacreError } from '#core/errors.ts'
import { decodeText } from './decode-text.ts'
import { findLicense } from './find-license.ts'
import { expandLatexMacros } from './latex-macros.ts'
import { groupLatexMacros } from './group-latex-macros.ts'
import { latexSignatures, printLatex, requiredArguments, type LatexNode } from './latex-node.ts'
import type { ParsedText } from './parsed-text.ts'
import { renderHtml } from './render-html.ts'
import { renderLatex } from './render-latex.ts'
import { withoutReserved } from './section-marks.ts'
import { splitLatex } from './split-latex.ts'

/** By the names of the package inputenc; all else is UTF-8. */
const encodings: ReadonlyMap<string, string> = new Map([
  ['latin1', 'windows-1252'],
  ['ansinew', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  ['latin2', 'iso-8859-2'],
  ['latin9', 'iso-8859-15'],
  ['applemac', 'macintosh'],
])

/**
 * A LaTeX file as text: title, abstract, sections, captions, tables as rows, formulas in readable signs, the document's own
 * macros resolved; citations are dropped and the list of references stands apart. Files that it includes are not
 * followed, which a note says. Errors: `invalid-input` for macros without end and for what is no LaTeX.
 */
export function parseLatex(bytes: Uint8Array, source: string): ParsedText {
  const head = Buffer.from(bytes.subarray(0, 20_000)).toString('latin1')
  const declared = /\\usepackage\s*\[\s*(\w+)\s*\]\s*\{inputenc\}/.exec(head)?.[1] ?? ''
  const written = withoutReserved(decodeText(bytes, source, encodings.get(declared))).replace(/\r\n?/g, '\n')
  // A `%` that is not escaped, and what follows it on its line.
  const text = expandLatexMacros(written.replace(/(?<!\\)((?:\\\\)*)%.*\n?/g, '$1'), source)
  const { preamble, body } = divide(text)
  const content = splitLatex(body).flatMap((piece) => parse(piece, source))
  const nodes = [...parse(preamble, source), ...content]
  const macros = groupLatexMacros(nodes)
  const metadata = readMetadata(macros, written)
  const title = macros('title').map((node) => renderLatex(requiredArguments(node).at(-1) ?? []))[0]
  const references = macros('bibitem')
    .map(({ args = [] }) => plain(args.at(-1)?.content ?? []))
    .filter((reference) => reference !== '')
  const included = macros('input', 'include', 'subfile', 'import').map((node) =>
    requiredArguments(node)
      .map((part) => printLatex(part))
      .join(''),
  )
  return {
    ...renderHtml(`${title === undefined ? '' : `<h1>${title}</h1>`}${renderLatex(content)}`),
    ...metadata,
    ...(references.length > 0 && { references }),
    ...(included.length > 0 && { notes: [noteOf(included)] }),
  }
}

/** What stands before the document, and the document; of a part that others include, all is document. */
function divide(text: string): { readonly preamble: string; readonly body: string } {
  const begin = /\\begin\s*\{document\}/.exec(text)
  if (begin === null) return { preamble: '', body: text }
  const start = begin.index + begin[0].length
  const end = /\\end\s*\{document\}/.exec(text.slice(start))?.index ?? text.length
  return { preamble: text.slice(0, begin.index), body: text.slice(start, start + end) }
}

function parse(text: string, source: string): readonly LatexNode[] {
  try {
    return getParser({ macros: latexSignatures }).parse(text).content as readonly LatexNode[]
  } catch (cause) {
    if (cause instanceof RangeError) throw cause
    const reason = cause instanceof Error ? cause.message.slice(0, 160) : String(cause)
    throw new NacreError(
      'invalid-input',
      `Expected LaTeX in ${source}; it cannot be read (${reason}). Mend it, or convert it to PDF.`,
      { cause },
    )
  }
}

function readMetadata(macros: ReturnType<typeof groupLatexMacros>, text: string): Partial<ParsedText> {
  const first = (name: string): string => plain(requiredArguments(macros(name)[0] ?? { type: '' }).at(-1) ?? [])
  const title = first('title')
  const authors = macros('author').flatMap((node) => readAuthors(requiredArguments(node).at(-1) ?? []))
  const year = /\b(?:1[5-9]|20)\d\d\b/.exec(first('date'))?.[0]
  const doi = /\b10\.\d{4,9}\/[^\s"<>{}\\]*[^\s"<>{}\\.,;)]/.exec(first('doi') || text.slice(0, 4000))?.[0]
  const license = findLicense(text)
  return {
    ...(title !== '' && { title }),
    ...(authors.length > 0 && { authors }),
    ...(year !== undefined && { year: Number(year) }),
    ...(doi !== undefined && { doi }),
    ...(license !== undefined && { license }),
  }
}

/** Names stand before the first line end of each person; what follows is where they work. */
function readAuthors(nodes: readonly LatexNode[]): string[] {
  const people: LatexNode[][] = [[]]
  let isName = true
  for (const node of nodes) {
    const name = node.type === 'macro' ? node.content : ''
    if (name === 'and' || name === 'And' || name === 'AND') {
      people.push([])
      isName = true
    } else if (name === '\\') isName = false
    else if (isName) people.at(-1)?.push(node)
  }
  return people
    .flatMap((person) => plain(person).split(/\s*[,;]\s*(?:and\s+)?|\s+and\s+/))
    .map((person) => person.replace(/(?:\^|\[)?[\d,*†‡\]]+$/, '').trim())
    .filter((person) => person !== '')
}

function plain(nodes: readonly LatexNode[]): string {
  return renderHtml(renderLatex(nodes)).text.replace(/\s+/g, ' ')
}

function noteOf(included: readonly string[]): string {
  const count = included.length === 1 ? 'A file that it includes was' : `${included.length} files that it includes were`
  const names = `${included.slice(0, 5).join(', ')}${included.length > 5 ? ', …' : ''}`
  return `${count} not read: ${names}. Ingest them, too, or join them into one file (for example with latexpand).`
}
