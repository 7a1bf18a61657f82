import type { PdfTextItem } from './pdf-lines.ts'

type Side = 'left' | 'right' | 'both'

/** In points: how exactly two pieces of text stand on one line. */
const lineTolerance = 2
/** On either side of the gap, for a page to count as one of two columns. */
const leastLines = 8
/** Of the width of its column: the lines of a column of prose fill it, the cells of a table do not. */
const leastFill = 0.65

/**
 * Brings a page of two columns that a program wrote line by line across both of them into the order of reading: between
 * two lines that go across, such as the title and a wide caption, the left column, then the right one. A page that is
 * written column by column, or whose halves do not look like prose (tables), stays as it is.
 */
export function orderColumns<T extends PdfTextItem>(items: readonly T[]): readonly T[] {
  const gap = findGap(items)
  if (gap === undefined) return items
  let last: Side = 'both'
  const sides = items.map((item) => {
    if (item.str.trim() !== '') last = rightOf(item) <= gap ? 'left' : leftOf(item) >= gap ? 'right' : 'both'
    return last
  })
  const [left, right] = (['left', 'right'] as const).map((side) => linesOf(items.filter((_, at) => sides[at] === side)))
  if (left === undefined || right === undefined || !isProse(left) || !isProse(right)) return items
  const changes = sides.filter((side, at) => side === 'right' && sides[at - 1] === 'left').length
  if (changes < 0.3 * Math.min(left.length, right.length)) return items

  const across = items.filter((item, at) => sides[at] === 'both' && item.str.trim() !== '').map(baselineOf)
  const heights = [...new Set(across)].sort((a, b) => b - a)
  const bandOf = (item: T): number => heights.filter((height) => height > baselineOf(item) + lineTolerance).length
  const rank = { left: 0, right: 1, both: 2 } as const
  return items
    .map((item, at) => ({ item, at, band: bandOf(item), rank: rank[sides[at] ?? 'both'] }))
    .sort((a, b) => a.band - b.band || a.rank - b.rank || a.at - b.at)
    .map(({ item }) => item)
}

/** Where, in the middle third of the page, the fewest pieces of text go across; undefined where many do everywhere. */
function findGap(items: readonly PdfTextItem[]): number | undefined {
  const printed = items.filter(({ str }) => str.trim() !== '')
  if (printed.length < 2 * leastLines) return undefined
  const start = Math.min(...printed.map(leftOf))
  const width = Math.max(...printed.map(rightOf)) - start
  let best: { at: number; crossed: number; length: number } | undefined
  for (let at = start + width * 0.35; at < start + width * 0.65; at += 1) {
    const crossed = printed.filter((item) => leftOf(item) < at && rightOf(item) > at).length
    if (best === undefined || crossed < best.crossed) best = { at, crossed, length: 1 }
    else if (crossed === best.crossed && at - best.at - best.length < 1) best.length += 1
  }
  if (best === undefined || best.crossed > 0.2 * printed.length) return undefined
  return best.at + best.length / 2
}

interface Line {
  readonly baseline: number
  left: number
  right: number
  letters: number
}

function linesOf(items: readonly PdfTextItem[]): Line[] {
  const lines: Line[] = []
  for (const item of items.filter(({ str }) => str.trim() !== '')) {
    const line = lines.find(({ baseline }) => Math.abs(baseline - baselineOf(item)) <= lineTolerance)
    if (line === undefined) {
      lines.push({ baseline: baselineOf(item), left: leftOf(item), right: rightOf(item), letters: item.str.length })
    } else {
      line.left = Math.min(line.left, leftOf(item))
      line.right = Math.max(line.right, rightOf(item))
      line.letters += item.str.length
    }
  }
  return lines
}

function isProse(lines: readonly Line[]): boolean {
  if (lines.length < leastLines) return false
  const widths = lines.map(({ left, right }) => right - left).sort((a, b) => a - b)
  const median = widths[Math.floor(widths.length / 2)] ?? 0
  const full = widths[Math.floor(widths.length * 0.9)] ?? 0
  const letters = lines.reduce((sum, line) => sum + line.letters, 0) / lines.length
  return median >= leastFill * full && letters >= 20
}

function leftOf({ transform }: PdfTextItem): number {
  return transform[4] ?? 0
}

function rightOf(item: PdfTextItem): number {
  return leftOf(item) + item.width
}

function baselineOf({ transform }: PdfTextItem): number {
  return transform[5] ?? 0
}
