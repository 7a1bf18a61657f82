import type { TextSpan } from '#core/pair.ts'
import { foldWord } from '#graph/resolve/fold-word.ts'
import { normalForm } from '#graph/resolve/normal-form.ts'
import type { FoundQuantity } from './find-quantities.ts'
import { headOf } from './lexicon/head-nouns.ts'
import { readNumber, tidy } from './read-number.ts'
import { parseUnit } from './units.ts'

/** A number in a cell, with the property and the unit that stand at the head of its column. */
export interface TableValue {
  readonly quantity: FoundQuantity
  readonly property: string
}

/** What the head of the table says about a row. */
export interface TableRow {
  readonly values: readonly TableValue[]
  /** Cells under a property, for values that have their unit in the cell. */
  readonly cells: readonly (TextSpan & { readonly property: string })[]
}

interface Cell extends TextSpan {
  readonly text: string
}

/** `Hardness (GPa)`, `Density / g cm−3`, `Strength [MPa]`. */
const columnHead = /^(.{2,60}?)\s*(?:[([]\s*([^()[\]]{1,20})\s*[)\]]|\/\s*(\S.{0,19}))$/
const cellNumber = /^(?:about |ca\. |~|≈|∼)?([−–-]?\d[\d.,]*)(?:\s?(±|–|-|to)\s?(\d[\d.,]*))?$/

/**
 * Reads the values of tables: rows of cells between bars, under a first row that names property and unit. A cell with a unit
 * of its own is left to `findQuantities`, but its property is told. `rows` are the sentences of the text in order; keys of the result are their indices.
 */
export function readTableRows(text: string, rows: readonly TextSpan[]): ReadonlyMap<number, TableRow> {
  const found = new Map<number, TableRow>()
  let heads: readonly ({ property: string; unit: string | undefined } | undefined)[] | undefined
  let lastEnd = -1
  for (const [index, row] of rows.entries()) {
    const cells = cellsOf(text, row)
    if (cells === undefined) {
      heads = undefined
      continue
    }
    const goesOn =
      heads !== undefined && /^[\s|]*$/.test(text.slice(lastEnd, row.start)) && cells.length === heads.length
    lastEnd = row.end
    if (cells.every((cell) => /^:?-*:?$/.test(cell.text))) continue
    if (!goesOn) {
      heads = cells.map((cell) => readHead(cell.text))
      continue
    }
    const known = cells.flatMap((cell, column) => {
      const head = heads?.[column]
      return head === undefined ? [] : [{ ...cell, ...head }]
    })
    const values = known.flatMap(({ property, unit, ...cell }) => {
      const quantity = unit === undefined ? undefined : readCell(cell, unit)
      return quantity === undefined ? [] : [{ quantity, property }]
    })
    if (known.length > 0) found.set(index, { values, cells: known })
  }
  return found
}

function cellsOf(text: string, row: TextSpan): Cell[] | undefined {
  const line = text.slice(row.start, row.end)
  if (!line.includes('|') || line.length > 1000) return undefined
  const cells: Cell[] = []
  let offset = row.start
  for (const part of line.split('|')) {
    const start = offset + (part.length - part.trimStart().length)
    const body = part.trim()
    cells.push({ start, end: start + body.length, text: body })
    offset += part.length + 1
  }
  // Bars at the edges open and close the row.
  if (cells[0]?.text === '') cells.shift()
  if (cells.at(-1)?.text === '') cells.pop()
  return cells.length < 2 ? undefined : cells
}

function readHead(text: string): { property: string; unit: string | undefined } | undefined {
  const [, named, bracketed, slashed] = columnHead.exec(text) ?? []
  const printed = bracketed ?? slashed
  const unit = printed !== undefined && parseUnit(printed) !== undefined ? printed : undefined
  const name = unit === undefined ? text : (named ?? text)
  const words = name
    .toLowerCase()
    .replaceAll('’', "'")
    .split(/[\s-]+/)
    .map(foldWord)
  const isProperty = headOf(words)?.type === 'Property'
  return isProperty ? { property: normalForm(name.trim()).name, unit } : undefined
}

function readCell({ start, end, text }: Cell, unit: string): FoundQuantity | undefined {
  const match = cellNumber.exec(text)
  if (match === null) return undefined
  const [, first = '', link, second] = match
  const [one = Number.NaN] = readNumber(first)
  const [other = one] = second === undefined ? [] : readNumber(second)
  if (!Number.isFinite(one) || !Number.isFinite(other)) return undefined
  const bounds = link === '±' ? [tidy(one - other), tidy(one + other)] : [one, other]
  const at = start + text.indexOf(first)
  return {
    start: at,
    end,
    minimum: Math.min(...bounds),
    maximum: Math.max(...bounds),
    unit,
    numbers: [{ start: at, end }],
    units: [],
    ends: [],
  }
}
