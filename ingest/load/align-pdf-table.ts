import type { PdfCell, PdfLine } from './pdf-lines.ts'

/** In points: how exactly the cells of a column stand under each other. */
const tolerance = 2

/**
 * Mends the rows of tables: a cell that holds two because the gap between them was narrow is divided where a column of a
 * row next to it begins, and a line under the cells of a row, but not under its first, goes on with those cells.
 */
export function alignPdfTable(lines: readonly PdfLine[]): PdfLine[] {
  const divided = lines.map((line, index) => {
    const next = [lines[index - 1], lines[index + 1], lines[index + 2]].filter((other) => other !== undefined)
    const columns = next.filter(({ cells }) => cells.length > 1).flatMap(({ cells }) => cells.map(({ left }) => left))
    if (line.cells.length < 2 && columns.length < 3) return line
    return columns.length === 0 ? line : { ...line, cells: line.cells.flatMap((cell) => divideCell(cell, columns)) }
  })
  return mergeWrappedCells(divided)
}

function divideCell(cell: PdfCell, columns: readonly number[]): PdfCell[] {
  const cuts = cell.gaps.filter(({ left }) => columns.some((column) => Math.abs(column - left) < tolerance))
  return [{ at: 0, left: cell.left }, ...cuts].map(({ at, left }, index) => ({
    text: cell.text.slice(at, cuts[index]?.at).trim(),
    left,
    gaps: [],
  }))
}

function mergeWrappedCells(lines: readonly PdfLine[]): PdfLine[] {
  const rows: PdfLine[] = []
  for (const line of lines) {
    const row = rows.at(-1)
    const under = line.cells.map(({ left }) =>
      row === undefined ? -1 : row.cells.findIndex((cell) => Math.abs(cell.left - left) < tolerance),
    )
    const drop = row === undefined ? 0 : row.baseline - line.baseline
    const isWrapped = row !== undefined && row.cells.length > 1 && drop > 0 && drop < 1.6 * line.size
    if (!isWrapped || under.some((index) => index < 1)) rows.push(line)
    else {
      const cells = row.cells.map((cell, index) => {
        const more = line.cells[under.indexOf(index)]
        return more === undefined ? cell : { ...cell, text: `${cell.text} ${more.text}` }
      })
      rows[rows.length - 1] = { ...row, cells, baseline: line.baseline }
    }
  }
  return rows
}
