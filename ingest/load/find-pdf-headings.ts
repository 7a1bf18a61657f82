import type { PdfBody } from './join-pdf-lines.ts'
import { textOfLine, type PdfLine } from './pdf-lines.ts'

/** The level of a line that is a heading; undefined for others. */
export type HeadingLevelOf = (line: PdfLine) => number | undefined

/**
 * Tells headings by how they are printed: short lines in a style (size and font) of their own that comes back. A larger
 * style is a higher level; 1 is that of the largest lines of the first page, the title. What stands once only, such as the
 * names of the authors, is none.
 */
export function findPdfHeadings(pages: readonly (readonly PdfLine[])[], body: PdfBody): HeadingLevelOf {
  const styles = new Map<string, { size: number; alike: number; all: number }>()
  for (const line of pages.flat()) {
    const style = styles.get(styleOf(line)) ?? { size: line.size, alike: 0, all: 0 }
    styles.set(styleOf(line), style)
    style.all += 1
    if (isAlike(line, body)) style.alike += 1
  }
  const largest = Math.max(0, ...(pages[0] ?? []).filter((line) => isAlike(line, body)).map(({ size }) => size))
  const title = [...styles].find(([, style]) => style.size === largest && largest > 1.08 * body.size)?.[0]
  const levels = [...styles]
    .filter(([name, { alike, all }]) => name !== title && alike >= 2 && alike >= 0.6 * all)
    .sort(([, a], [, b]) => b.size - a.size)
    .map(([name], index) => [name, index + 2] as const)
  const byStyle = new Map(title === undefined ? levels : [[title, 1] as const, ...levels])
  return (line) => (isAlike(line, body) ? byStyle.get(styleOf(line)) : undefined)
}

function styleOf({ size, fontName }: PdfLine): string {
  return `${Math.round(size * 2) / 2} ${fontName}`
}

function isAlike(line: PdfLine, body: PdfBody): boolean {
  const text = textOfLine(line)
  if (line.cells.length > 1 || text.length > 120 || !/\p{L}{3}/u.test(text)) return false
  // Dots and a number at the end make it a line of the table of contents.
  if (!/^[\p{Lu}\d]/u.test(text) || /[.,;:]$|… ?\d+$/.test(text)) return false
  if (line.size > 1.08 * body.size) return true
  const isOtherFont = line.fontName !== '' && line.fontName !== body.fontName
  return isOtherFont && line.size > 0.92 * body.size && line.right - line.left < 0.8 * body.width
}
