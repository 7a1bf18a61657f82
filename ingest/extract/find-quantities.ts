import type { TextSpan } from '#core/pair.ts'
import { unitSymbolPattern } from './units.ts'

/** A number or several with their unit, as printed. Offsets are into the text given. */
export interface FoundQuantity extends TextSpan {
  readonly minimum: number
  readonly maximum: number
  readonly unit: string
  /** Where the numbers and the units stand. */
  readonly numbers: readonly TextSpan[]
  readonly units: readonly TextSpan[]
}

const digits = String.raw`(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.:]\d+)?)`
const power = String.raw`(?:\s?[×x·⋅]\s?10\s?(?:\^?\s?[−–-]?\s?\d+|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))`
const numberPattern = new RegExp(
  String.raw`(?:[−–-]\s?(?=\d))?(?:10\s?(?:−\s?\d+|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)(?![\d.])|${digits}${power}?)`,
  'y',
)
const exponent = String.raw`(?:\^\(?[−–-]?\d+(?:\.\d+|\/\d)?\)?|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|\s?[−–-]\s?\d(?!\d|\.\d)|\d(?:\/\d|\.\d)?(?![\d.]\d|\d))`
const symbol = String.raw`(?:√?(?:${unitSymbolPattern}))(?:Pt|Ir|cat|PGM|RHE|SHE|NHE)?`
const end = String.raw`(?![A-Za-zμµΩ])`
const first = String.raw`${symbol}(?:${exponent})?${end}`
/** After a space, only a unit with an exponent goes on (`mg cm−2`), also where the minus sign was lost (`m2 g 1`). */
const next = String.raw`(?:√(?:${unitSymbolPattern})${end}|\s?[·⋅*]\s?${symbol}(?:${exponent})?${end}|\.${symbol}${exponent}${end}|\s?\/\s?${symbol}(?:${exponent})?${end}|\s${symbol}${exponent}${end}|\s(?:cm|g|s|K|m|V|dec|mg)\s[123](?!\d|\.\d|%|\s?(?:mm|nm|cm|µm|μm|h|min|°|V|K|wt|M)\b)|(?<=\d)(?:s|g|K|V|m|min|mol)[−–-]\d(?!\d))`
const reference = String.raw`(?:\s?(?:vs\.?|versus)\s(?:RHE|SHE|NHE|SCE|Ag\s?\/\s?AgCl|Li\s?\/\s?Li\+?|Na\s?\/\s?Na\+|Hg\/HgO))?`
const unitPattern = new RegExp(String.raw`(?:${first}(?:${next})*${reference})`, 'y')
/** Units that a space may not part from a following word: `5 A grade`, `2 D`; they count only glued, compound, or before punctuation. */
const risky = /^(?:A|C|D|F|G|T|t|h|l|M|N|S|K|W|V|m|s|g|J|in\.|sq|wt|dec)$/

const spaces = /[ \t\u00a0\u2009\u202f]?\n?/y
const rangeLink = /\s?(?:–|−|-|to|and|÷|~|∼|\.\.\.)\s?/y
const listLink = /(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s)/y
const tolerance = /\s?(?:±|\+\/[-−])\s?/y
const times = /\s?[×x]\s?/y
const comparator = /(?:[<>≤≥~≈∼]\s?|±\s?)$/
const opener = /(?:\b(between|from)\s)(?:[<>≤≥~≈∼]\s?|about |approximately |ca\. )?$/i
/** A number after these is the name of something. */
const label =
  /(?:\b(?:figs?|figures?|tables?|eqs?|eqn|equations?|refs?|references?|sections?|chapters?|steps?|stage|samples?|types?|grades?|aisi|astm|iso|din|en|no|nr|vol|pp?|ver|version|alloy|series|mode|phase|group|case|class|scheme|appendix|movie|part|inconel|uns)\.?\s?|\[|[A-Za-z_]|[A-Za-z][-–]|\d[.:,]|https?:\S*|\S*\/\S*doi\S*)$/i

/** Finds all numbers with units, ranges, lists and tolerances; bare numbers only where the words before speak of a value. Linear time. */
export function findQuantities(text: string, within: TextSpan = { start: 0, end: text.length }): FoundQuantity[] {
  const found: FoundQuantity[] = []
  const starts = /(?<![\d.])\d|(?<=[\s(=<>~≈,])[−–-]\s?\d|\bpH\s/g
  starts.lastIndex = within.start
  for (let match = starts.exec(text); match !== null && match.index < within.end; match = starts.exec(text)) {
    const at = match.index
    const before = text.slice(Math.max(0, at - 40), at)
    if (match[0].startsWith('pH')) {
      const quantity = readAcidity(text, at)
      if (quantity !== undefined) {
        found.push(quantity)
        starts.lastIndex = quantity.end
      }
      continue
    }
    const quantity = label.test(before) ? undefined : readQuantity(text, at, before)
    if (quantity === undefined) {
      // Skip the rest of this number, so that `Fig. 12` does not give 2.
      starts.lastIndex = Math.max(starts.lastIndex, matchAt(numberPattern, text, at) ?? at + 1)
      continue
    }
    found.push(quantity)
    starts.lastIndex = quantity.end
  }
  return found
}

function readAcidity(text: string, start: number): FoundQuantity | undefined {
  const lead = /^pH\s(?:(?:of|=|≈|~|value of)\s)?/.exec(text.slice(start, start + 20))?.[0] ?? ''
  const from = start + lead.length
  const numberEnd = matchAt(numberPattern, text, from)
  if (numberEnd === undefined || !/^pH\s$/.test(lead)) return undefined
  const numbers = [{ start: from, end: numberEnd }]
  const link = /^\s?[–-]\s?/.exec(text.slice(numberEnd, numberEnd + 4))?.[0]
  const second = link === undefined ? undefined : matchAt(numberPattern, text, numberEnd + link.length)
  if (link !== undefined && second !== undefined) numbers.push({ start: numberEnd + link.length, end: second })
  const values = numbers.map((span) => readNumber(text.slice(span.start, span.end)))
  const last = numbers.at(-1)?.end ?? numberEnd
  return {
    start,
    end: last,
    minimum: Math.min(...values),
    maximum: Math.max(...values),
    unit: 'pH',
    numbers,
    units: [{ start, end: start + 2 }],
  }
}

function readQuantity(text: string, start: number, before: string): FoundQuantity | undefined {
  const numbers: TextSpan[] = []
  const units: TextSpan[] = []
  let cursor = start
  let isSpread = false
  let isTolerance = false
  let kind: 'range' | 'list' | 'size' | 'single' = 'single'
  const opening = opener.exec(before)?.[1]?.toLowerCase()
  for (;;) {
    const numberEnd = matchAt(numberPattern, text, cursor)
    if (numberEnd === undefined) break
    numbers.push({ start: cursor, end: numberEnd })
    cursor = numberEnd
    const unit = readUnit(text, numberEnd)
    if (unit !== undefined) {
      units.push(unit)
      cursor = unit.end
    }
    const link = readLink(text, cursor, { hasUnit: unit !== undefined, opening, kind })
    if (link === undefined) break
    if (link.kind === 'tolerance') isTolerance = true
    else if (link.kind === 'range') isSpread = true
    if (link.kind !== 'tolerance') kind = link.kind
    cursor = link.end
  }
  const last = numbers.at(-1)
  if (last === undefined) return undefined
  const unit = units.at(-1)
  // A list whose last member has no unit is no list: keep the first number only.
  if ((kind === 'list' || kind === 'size') && (unit === undefined || unit.start < last.end))
    numbers.length = unit === undefined ? 1 : numbers.length
  const lastEnd = Math.max(numbers.at(-1)?.end ?? start, unit !== undefined && unit.end > start ? unit.end : 0)
  const isBare = unit === undefined
  if (isBare && !isBareValue(text, start, lastEnd, before, isSpread || isTolerance)) return undefined
  const values = numbers.map((span) => readNumber(text.slice(span.start, span.end)))
  const [one = 0, other = 0] = values
  const [minimum, maximum] =
    isTolerance && values.length === 2
      ? [one - Math.abs(other), one + Math.abs(other)]
      : [Math.min(...values), Math.max(...values)]
  const prefix = (isSpread && opening !== undefined ? opener.exec(before)?.[0] : comparator.exec(before)?.[0]) ?? ''
  return {
    start: start - prefix.length,
    end: lastEnd,
    minimum,
    maximum,
    unit: unit === undefined ? '' : text.slice(unit.start, unit.end),
    numbers,
    units,
  }
}

function readUnit(text: string, at: number): TextSpan | undefined {
  const from = matchAt(spaces, text, at) ?? at
  const to = matchAt(unitPattern, text, from)
  if (to === undefined) {
    const glued = /^-(?=(?:nm|μm|µm|mm|cm|m|h|min|s|kV|V|day|year|week)\b(?!-\d))/.exec(text.slice(at, at + 8))
    const after = glued === null ? undefined : matchAt(unitPattern, text, at + 1)
    return after === undefined ? undefined : { start: at + 1, end: after }
  }
  const unit = text.slice(from, to)
  // The 1s level of an element is no second.
  if (from === at && unit === 's' && /[A-Z][a-z]?\s[1-7]$/.test(text.slice(Math.max(0, at - 4), at))) return undefined
  if (unit.startsWith('in') && from === at) return undefined
  const following = text.slice(to, to + 14)
  if (risky.test(unit)) {
    if (/^[-–/]?[A-Za-z]/.test(following.replace(/^[-–](?=\d)/, ''))) return undefined
    if (/^(?:D|F|G|T|t|l|sq|wt|dec|C|in\.)$/.test(unit) && from !== at + 1) return undefined
    if (/^(?:D|sq|wt|dec|in\.|C)$/.test(unit)) return undefined
  }
  return { start: from, end: to }
}

function readLink(
  text: string,
  at: number,
  state: { hasUnit: boolean; opening: string | undefined; kind: string },
): { kind: 'range' | 'list' | 'size' | 'tolerance'; end: number } | undefined {
  const isNumber = (end: number): boolean => matchAt(numberPattern, text, end) !== undefined
  const plusMinus = matchAt(tolerance, text, at)
  if (plusMinus !== undefined && isNumber(plusMinus)) return { kind: 'tolerance', end: plusMinus }
  const range = matchAt(rangeLink, text, at)
  if (range !== undefined && isNumber(range)) {
    const word = text.slice(at, range).trim()
    if (word === 'and') {
      if (state.opening === 'between') return { kind: 'range', end: range }
    } else if (word === 'to' ? /^\sto\s$/.test(text.slice(at, range)) : true) return { kind: 'range', end: range }
  }
  const size = state.hasUnit ? undefined : matchAt(times, text, at)
  if (size !== undefined && isNumber(size)) return { kind: 'size', end: size }
  const list = matchAt(listLink, text, at)
  if (list === undefined || state.hasUnit || !isNumber(list)) return undefined
  return listEndsWithUnit(text, list) ? { kind: 'list', end: list } : undefined
}

/** Whether the numbers from here on end in a unit: only then they and the number before share it. */
function listEndsWithUnit(text: string, from: number): boolean {
  let cursor = from
  for (let count = 0; count < 12; count++) {
    const numberEnd = matchAt(numberPattern, text, cursor)
    if (numberEnd === undefined) return false
    if (readUnit(text, numberEnd) !== undefined) return true
    const link = matchAt(listLink, text, numberEnd) ?? matchAt(rangeLink, text, numberEnd)
    if (link === undefined) return false
    cursor = link
  }
  return false
}

function isBareValue(text: string, start: number, end: number, before: string, isCompound: boolean): boolean {
  const printed = text.slice(start, end)
  const after = text.slice(end, end + 3)
  if (before.includes('|')) return false
  if (/^[-–]?\p{L}|^[\])°]|^\.\d|^\//u.test(after) || /^\d{4}$/.test(printed)) return false
  const speaksOfValue =
    /(?:\b(?:of|is|was|are|were|about|approximately|around|nearly|than|to|reaches|ratio|factor|value)\s|[=~≈<>≤≥∼]\s?)$/i.test(
      before,
    )
  const isNumeric = /[.×]/.test(printed) || isCompound
  return speaksOfValue && isNumeric && /^[\s.,;)]/.test(`${after} `)
}

/** A number as printed: `1,200`, `1.6 × 10−6`, `− 0.4`, `10⁻³`, `0:513`. */
function readNumber(printed: string): number {
  const plain = printed
    .replaceAll(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (digits) => `^${digits.normalize('NFKC')}`)
    .replaceAll(/[−–]/g, '-')
    .replaceAll(/\s/g, '')
    .replaceAll(/,(?=\d{3})/g, '')
    .replace(':', '.')
  const scientific = /^(-?[\d.]+)[×x·⋅]10\^?(-?\d+)$/.exec(plain)
  if (scientific !== null) return Number(`${scientific[1]}e${scientific[2]}`)
  const powerOfTen = /^(-?)10(?:\^(-?\d+)|(-\d+))$/.exec(plain)
  if (powerOfTen !== null) return (powerOfTen[1] === '-' ? -1 : 1) * Number(`1e${powerOfTen[2] ?? powerOfTen[3]}`)
  return Number(plain)
}

function matchAt(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(text) && pattern.lastIndex > at ? pattern.lastIndex : undefined
}
