import { lineEndMark } from './join-hyphenated.ts'
import { alignPdfTable } from './align-pdf-table.ts'
import type { HeadingLevelOf } from './find-pdf-headings.ts'
import { textOfLine, type PdfLine } from './pdf-lines.ts'
import { markSection } from './section-marks.ts'

/** What the lines of a whole document have in common. */
export interface PdfBody {
  /** Size of most of the text, in points. */
  readonly size: number
  readonly fontName: string
  /** From baseline to baseline within a paragraph, in sizes of the font. */
  readonly spacing: number
  /** Of a full line, in points. */
  readonly width: number
}

const listMark = /^(?:[•▪–‣◦·●■-]\s|\(?(?:\d{1,2}|[a-z])[.)]\s)/
const sentenceEnd = /[.?!:][)"'”’\]]*(?:\[[\d,–-]+\])?$/

export function measureBody(lines: readonly PdfLine[]): PdfBody {
  const size = mostCommon(lines.map((line) => [Math.round(line.size * 10) / 10, line.right - line.left]))
  const ofSize = (line: PdfLine): boolean => Math.abs(line.size - (size ?? 0)) < 0.3
  const fontName = mostCommon(lines.filter(ofSize).map((line) => [line.fontName, line.right - line.left]))
  const spacings = lines.flatMap((line, index): (readonly [number, number])[] => {
    const previous = lines[index - 1]
    if (previous === undefined || !ofSize(line) || !ofSize(previous)) return []
    const spacing = (previous.baseline - line.baseline) / line.size
    return spacing > 0.8 && spacing < 3 ? [[Math.round(spacing * 20) / 20, 1]] : []
  })
  const widths = lines.filter(ofSize).map((line) => line.right - line.left)
  const width = widths.sort((a, b) => a - b)[Math.floor(widths.length * 0.75)]
  return { size: size ?? 10, fontName: fontName ?? '', spacing: mostCommon(spacings) ?? 1.2, width: width ?? 0 }
}

/**
 * The lines of a page as text: lines of a paragraph joined, a blank line between paragraphs, headings and tables apart,
 * rows of tables and list items on lines of their own. A hyphen at a line's end is followed by `lineEndMark`,
 * and a heading has a mark before it that `readSections` reads.
 */
export function joinPdfLines(lines: readonly PdfLine[], body: PdfBody, levelOf: HeadingLevelOf): string {
  const rows = alignPdfTable(lines)
  let text = ''
  for (const [index, line] of rows.entries()) {
    const previous = rows[index - 1]
    const lineText = textOfLine(line)
    const gap = previous === undefined ? '' : separator(previous, line, body, text, lineText)
    const level = previous === undefined || gap === '\n\n' ? levelOf(line) : undefined
    text += gap + (level === undefined ? '' : markSection(level)) + lineText
  }
  return text
}

/** What stands between the end of a page and the beginning of the next: nothing new if a sentence goes on. */
export function joinPages(before: string, after: string): string {
  if (/[\p{L}\p{M}]-$/u.test(before) && /^\p{Ll}/u.test(after)) return lineEndMark
  const goesOn = !sentenceEnd.test(before) && /^[\p{Ll}(]/u.test(after) && !/[^\n]* \| [^\n]*$/.test(before.slice(-200))
  return goesOn ? '\n' : '\n\n'
}

function separator(previous: PdfLine, line: PdfLine, body: PdfBody, before: string, text: string): string {
  const isRow = line.cells.length > 1
  const wasRow = previous.cells.length > 1
  if (isRow || wasRow) return isRow && wasRow ? '\n' : '\n\n'
  const drop = (previous.baseline - line.baseline) / body.size
  const isSameSize = Math.abs(previous.size - line.size) < 0.08 * line.size
  const hasJumped = drop < 0 || drop > 4 * body.spacing
  const isHyphenated = /[\p{L}\p{M}]-$/u.test(before) && /^[\p{L}\p{N}]/u.test(text)
  const goesOn = isHyphenated || (!sentenceEnd.test(before) && /^[\p{Ll}(]/u.test(text))
  if (isSameSize && hasJumped && goesOn) return isHyphenated ? lineEndMark : ' '
  const isHeading =
    isSameSize && previous.fontName !== line.fontName && (isShort(previous, body) || isShort(line, body))
  const isNewParagraph =
    !isSameSize ||
    hasJumped ||
    drop > body.spacing * 1.25 ||
    isHeading ||
    (line.left - previous.left > 0.8 * line.size && sentenceEnd.test(before))
  if (listMark.test(text) && (isNewParagraph || sentenceEnd.test(before) || /^[•▪‣◦●■]/.test(text))) {
    return drop > body.spacing * 1.8 ? '\n\n' : '\n'
  }
  if (isNewParagraph) return '\n\n'
  return isHyphenated ? lineEndMark : ' '
}

/** A line in another font than the text, such as bold, that is not full and does not end like a sentence. */
function isShort(line: PdfLine, body: PdfBody): boolean {
  const isOtherFont = line.fontName !== '' && line.fontName !== body.fontName
  return isOtherFont && line.right - line.left < 0.8 * body.width && !/[.,;]$/.test(textOfLine(line))
}

function mostCommon<T>(weighted: readonly (readonly [value: T, weight: number])[]): T | undefined {
  const weights = new Map<T, number>()
  for (const [value, weight] of weighted) weights.set(value, (weights.get(value) ?? 0) + weight)
  return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0]
}
