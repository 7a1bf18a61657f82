import type { Cheerio, CheerioAPI } from 'cheerio'
import { renderMathMl } from './render-math-ml.ts'
import { renderSuperscript } from './render-superscript.ts'
import { markSection, withoutMarks, withoutReserved } from './section-marks.ts'

/** A node as cheerio parses it. */
export type HtmlNode =
  ReturnType<CheerioAPI['root']> extends Cheerio<infer Root extends { readonly children: readonly unknown[] }>
    ? Root['children'][number]
    : never
type HtmlElement = Extract<HtmlNode, { readonly attribs: unknown }>

const blocks = new Set(
  (
    'address article blockquote caption dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header hr main ' +
    'p section summary table'
  ).split(' '),
)
const groups = new Set(['thead', 'tbody', 'tfoot'])

/**
 * A part of an HTML page as text: blocks with blank lines between them, list items as `- …` or `1. …`, table rows as
 * `a | b | c`, subscripts joined (`Al2O3`), superscripts as `renderSuperscript` gives them, white space as a browser
 * would show it. Headings have a mark before them that `readSections` reads.
 */
export function renderHtmlNode(root: HtmlNode): string {
  const output = createOutput()
  renderNode(root, output)
  return output.text()
}

/** Cells that go on into the next rows, by their column: each row tells all that is said of it. */
type Spans = Map<number, { readonly text: string; readonly columns: number; rows: number }>

interface Output {
  /** Of the table that is being rendered. */
  readonly spans: Spans
  /** Text within a line: white space collapses. */
  inline(text: string): void
  /** Text that keeps its line ends. */
  verbatim(text: string): void
  /** Stands right before the next text. */
  mark(mark: string): void
  /** The next text starts after at least so many line ends. */
  breakLine(lineEnds: number): void
  /** A list item: its mark, then its text without blank lines. */
  item(mark: string, render: () => void): void
  /** The end of what was written. */
  tail(): string
  text(): string
}

function createOutput(): Output {
  const parts: string[] = []
  let last = ''
  let lineEnds = 0
  let isSpaceDue = false
  let itemDepth = 0
  let isMarkLast = false
  let due = ''
  const write = (text: string): void => {
    if (text === '') return
    if (last !== '') parts.push(lineEnds > 0 ? '\n'.repeat(lineEnds) : isSpaceDue ? ' ' : '')
    parts.push(due + text)
    due = ''
    last = text.length > 24 ? text.slice(-24) : (lineEnds > 0 || isSpaceDue ? '' : last.slice(-24)) + text
    lineEnds = 0
    isSpaceDue = false
    isMarkLast = false
  }
  return {
    spans: new Map(),
    inline(text) {
      const collapsed = text.replace(/[ \t\r\n\f]+/g, ' ')
      if (collapsed.startsWith(' ')) isSpaceDue = true
      write(collapsed.trim() === '' ? '' : collapsed.replace(/^ | $/g, ''))
      if (collapsed.endsWith(' ')) isSpaceDue = true
    },
    verbatim: write,
    mark: (mark) => (due = mark),
    breakLine(count) {
      if (count === 0 || isMarkLast) return
      lineEnds = Math.max(lineEnds, itemDepth > 0 ? 1 : count)
      isSpaceDue = false
    },
    item(mark, render) {
      itemDepth++
      this.breakLine(1)
      write(mark)
      isMarkLast = true
      isSpaceDue = true
      render()
      isMarkLast = false
      itemDepth--
      this.breakLine(1)
    },
    tail: () => (isSpaceDue || lineEnds > 0 ? ' ' : last),
    text: () => parts.join(''),
  }
}

function renderNode(node: HtmlNode, output: Output): void {
  if (node.type === 'text') output.inline(withoutReserved(node.data))
  else if ('children' in node && node.type !== 'script' && node.type !== 'style') {
    if ('attribs' in node) renderElement(node, output)
    else renderChildren(node, output)
  }
}

function renderChildren(node: { readonly children: readonly HtmlNode[] }, output: Output): void {
  for (const child of node.children) renderNode(child, output)
}

function renderElement(element: HtmlElement, output: Output): void {
  const { name } = element
  if (name === 'table') output.spans.clear()
  if (name === 'br') output.breakLine(1)
  else if (name === 'sup') output.inline(renderSuperscript(output.tail(), innerText(element)))
  else if (name === 'math') output.inline(withoutReserved(formulaText(element)))
  else if (name === 'pre') {
    output.breakLine(2)
    output.verbatim(innerText(element).replace(/^\n+|\s+$/g, ''))
    output.breakLine(2)
  } else if (name === 'tr') {
    output.breakLine(1)
    output.verbatim(cellsOf(element, output.spans).join(' | '))
    output.breakLine(1)
  } else if (name === 'ul' || name === 'ol') renderList(element, output)
  else {
    const lineEnds = blocks.has(name) ? 2 : groups.has(name) ? 1 : 0
    output.breakLine(lineEnds)
    const level = /^h([1-6])$/.exec(name)?.[1]
    if (level !== undefined) output.mark(markSection(Number(level)))
    renderChildren(element, output)
    // A heading without text marks nothing.
    if (level !== undefined) output.mark('')
    output.breakLine(lineEnds)
  }
}

/** What a page says instead of the formula, unless that is LaTeX. */
function formulaText(element: HtmlElement): string {
  const said = element.attribs['alttext'] ?? ''
  const drawn = said === '' || said.includes('\\') ? renderMathMl(element) : ''
  return drawn === '' ? said : drawn
}

function renderList(list: HtmlElement, output: Output): void {
  output.breakLine(2)
  let count = 0
  for (const child of list.children) {
    const isItem = 'attribs' in child && child.name === 'li'
    if (!isItem) renderNode(child, output)
    else output.item(list.name === 'ol' ? `${++count}.` : '-', () => renderChildren(child, output))
  }
  output.breakLine(2)
}

function cellsOf(row: HtmlElement, spans: Spans): string[] {
  const texts: string[] = []
  let column = 0
  const takeSpans = (): void => {
    for (let span = spans.get(column); span !== undefined; span = spans.get(column)) {
      if (--span.rows === 0) spans.delete(column)
      texts.push(span.text)
      column += span.columns
    }
  }
  for (const cell of row.children) {
    if (!('attribs' in cell) || (cell.name !== 'td' && cell.name !== 'th')) continue
    takeSpans()
    const text = withoutMarks(renderHtmlNode(cell))
      .replace(/\s*\n\s*/g, ' ')
      .trim()
    const [rows, columns] = ['rowspan', 'colspan'].map((name) => Math.min(1000, Number(cell.attribs[name]) || 1))
    if (rows! > 1) spans.set(column, { text, rows: rows! - 1, columns: columns! })
    texts.push(text)
    column += columns!
  }
  takeSpans()
  return texts
}

function innerText(node: { readonly children: readonly HtmlNode[] }): string {
  return node.children
    .map((child) => (child.type === 'text' ? withoutReserved(child.data) : 'children' in child ? innerText(child) : ''))
    .join('')
}
