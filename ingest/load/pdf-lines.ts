import { renderSuperscript } from './render-superscript.ts'

/** A piece of text as pdf.js places it: `transform` is the text matrix, lengths in points, the origin at the lower left. */
export interface PdfTextItem {
  readonly str: string
  readonly transform: readonly number[]
  readonly width: number
  readonly fontName: string
  readonly hasEOL: boolean
}

export interface PdfCell {
  readonly text: string
  readonly left: number
  /** Where else in the cell a piece of text begins after a gap: `at` characters into it. */
  readonly gaps: readonly { readonly at: number; readonly left: number }[]
}

/** A printed line. More than one cell where wide gaps divide it, as in tables. */
export interface PdfLine {
  readonly cells: readonly PdfCell[]
  readonly left: number
  readonly right: number
  /** Baseline, from the lower edge of the page. */
  readonly baseline: number
  /** Of the font, in points. */
  readonly size: number
  /** Of the whole line; empty where it has several. */
  readonly fontName: string
}

/** In sizes of the font: the least gap that is a blank, and the least that divides the cells of a table. */
const blankGap = 0.15
const cellGap = 1.6

interface OpenLine {
  cells: { text: string; left: number; gaps: { at: number; left: number }[] }[]
  left: number
  right: number
  baseline: number
  size: number
  /** How much of the line, in points, is set in which size and font. */
  fonts: { size: number; fontName: string; width: number }[]
  isBlankDue: boolean
}

/**
 * Puts the items of a page together to printed lines, in the order of the file, which is that of reading wherever pages
 * have columns. Raised and lowered small print joins its line. Text that is not horizontal (stamps at the edge) is left out.
 */
export function readPdfLines(items: readonly PdfTextItem[]): PdfLine[] {
  const lines: PdfLine[] = []
  let line: OpenLine | undefined
  for (const printed of items) {
    const item = {
      ...printed,
      str: printed.str.replace(/[\p{Cc}\ufdd0-\ufdef]/gu, ' ').replace(/[\u2010\u2011]/g, '-'),
    }
    const [a = 0, b = 0, c = 0, d = 0, left = 0, baseline = 0] = item.transform
    if (Math.abs(b) > 0.1 * Math.abs(a)) continue
    const size = Math.hypot(c, d)
    if (item.str.trim() === '') {
      if (line !== undefined && item.str !== '') line.isBlankDue = true
      continue
    }
    if (line !== undefined && isOnLine(line, left, baseline, size)) addItem(line, item, left, baseline, size)
    else {
      if (line !== undefined) lines.push(closeLine(line))
      const cells = [{ text: item.str, left, gaps: [] }]
      const right = left + item.width
      const fonts = [{ size, fontName: item.fontName, width: item.width }]
      line = { cells, left, right, baseline, size, fonts, isBlankDue: false }
    }
  }
  if (line !== undefined) lines.push(closeLine(line))
  return lines
}

function isOnLine(line: OpenLine, left: number, baseline: number, size: number): boolean {
  const larger = Math.max(line.size, size)
  return Math.abs(baseline - line.baseline) < 0.6 * larger && left > line.right - 0.6 * larger
}

function addItem(line: OpenLine, item: PdfTextItem, left: number, baseline: number, size: number): void {
  const gap = left - line.right
  const rise = baseline - line.baseline
  const isSmall = size < 0.85 * line.size
  const last = line.cells.at(-1)!
  const blank = line.isBlankDue || gap > blankGap * line.size ? ' ' : ''
  if (gap > cellGap * Math.max(line.size, size)) line.cells.push({ text: item.str, left, gaps: [] })
  else if (isSmall && rise > 0.2 * line.size) last.text += renderSuperscript(last.text, item.str)
  else if (isSmall && rise < -0.05 * line.size) last.text += item.str
  else {
    if (blank !== '') last.gaps.push({ at: last.text.length + 1, left })
    last.text += blank + item.str
  }
  if (size > line.size * 1.15) {
    // The line began with small print, such as a raised number: the rest says where the line stands.
    line.baseline = baseline
    line.size = size
  }
  line.fonts.push({ size, fontName: item.fontName, width: item.width })
  line.right = Math.max(line.right, left + item.width)
  line.isBlankDue = false
}

function closeLine({ cells, left, right, baseline, fonts }: OpenLine): PdfLine {
  const main = fonts.reduce((widest, font) => (font.width > widest.width ? font : widest))
  const isUniform = fonts.every(({ fontName }) => fontName === main.fontName)
  return {
    cells: cells.map((cell) => ({ ...cell, text: cell.text.trimEnd() })),
    left,
    right,
    baseline,
    size: main.size,
    fontName: isUniform ? main.fontName : '',
  }
}

/** The text of a line, cells divided as in the tables of other formats. */
export function textOfLine(line: PdfLine): string {
  return line.cells
    .map(({ text }) =>
      text
        .replace(/(?:\s?\.){5,}/g, ' … ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .join(' | ')
}
