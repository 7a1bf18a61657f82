import { textOfLine, type PdfLine } from './pdf-lines.ts'

/** How many lines at the top and at the bottom of a page may be a running title, a footer or a page number. */
const depth = 2
const pageNumber = /^(?:(?:page|p\.|seite)?\s*#(?:\s*(?:of|\/|von)\s*#)?|[ivxl]{1,6})$/i

/**
 * Leaves out what is printed on page after page: lines among the outermost two of a page that, numbers aside, stand there
 * in the same size on at least two pages; without a number among them, on 40 % of all (left and right pages differ). Bare page numbers go, too.
 */
export function dropRunningLines(pages: readonly (readonly PdfLine[])[]): PdfLine[][] {
  const outer = pages.map((lines) => {
    const byHeight = [...lines].sort((a, b) => b.baseline - a.baseline)
    return new Set([...byHeight.slice(0, depth), ...byHeight.slice(-depth)])
  })
  const counts = new Map<string, number>()
  for (const lines of outer) {
    for (const key of new Set([...lines].map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const least = Math.max(2, Math.ceil(pages.length * 0.4))
  const isNumber = (line: PdfLine): boolean => pageNumber.test(printedWithoutNumbers(line))
  const isRunning = (line: PdfLine): boolean => {
    const key = keyOf(line)
    return (counts.get(key) ?? 0) >= (key.includes('#') ? 2 : least)
  }
  const without = (isDropped: (line: PdfLine) => boolean): PdfLine[][] =>
    pages.map((lines, index) => lines.filter((line) => outer[index]?.has(line) !== true || !isDropped(line)))
  const kept = without((line) => isNumber(line) || isRunning(line))
  // Pages of a line or two that are alike, such as slides or labels, have nothing but these.
  return kept.some((lines) => lines.length > 0) ? kept : without(isNumber)
}

/** A title on the first page and the running title made of it differ in size. */
function keyOf(line: PdfLine): string {
  return `${Math.round(line.size)} ${printedWithoutNumbers(line)}`
}

function printedWithoutNumbers(line: PdfLine): string {
  return textOfLine(line).replace(/\d+/g, '#').trim().toLowerCase()
}
