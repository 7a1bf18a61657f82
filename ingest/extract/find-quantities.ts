import type { TextSpan } from '#core/pair.ts'
import { matchAt } from './match-at.ts'
import { readNumber, tidy } from './read-number.ts'
import { scanUnit, type ScannedUnit } from './scan-unit.ts'
import { speaksOfChange } from './speaks-of-change.ts'
import { parseUnit } from './units.ts'

/** A number or several with their unit, as printed. Offsets are into the text given. */
export interface FoundQuantity extends TextSpan {
  readonly minimum: number
  readonly maximum: number
  readonly unit: string
  /** Where the numbers and the units stand. */
  readonly numbers: readonly TextSpan[]
  readonly units: readonly TextSpan[]
  /** The ends of a range that each have their own unit (`between 20 °C and 80 °C`), as values of their own; mostly none. */
  readonly ends: readonly TextSpan[]
}

/** Groups of thousands stand behind commas, or behind spaces where a unit follows: two numbers of a table have none between them. */
const thousands = String.raw`\d{1,3}(?: \d{3})+(?![\d.])(?=\s[A-Za-zµμΩÅ°])`
const digits = String.raw`(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|${thousands}|\d+(?:[.:]\d+)?)`
const power = String.raw`(?:\s{0,2}[×x·⋅]\s{0,2}10\s?(?:\^?\s?[−–-]?\s?\d+|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)|(?:[eE][+−–-]\s?|E)\d{1,2}(?!\d))`
/** `(0.46 ± 0.11) × 10−10`, `(5.2 ± 0.3) nm`. */
const scaled = String.raw`\(${digits}\s?(?:±|–|−|-|→|to)\s?${digits}\)(?:${power}|(?=\s?[A-Za-zµμΩÅ°%]))`
/** `10⁻⁵`, `10^-5`, `10−5`; with a plain hyphen (`10-5 s-1`) only where it can be no range. */
const powerOfTen = String.raw`10\s?(?:−\s?\d+|\^\s?[−–-]?\s?\d+|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)(?![\d.])|10[–-][2-9](?![\d.])(?=\s?[A-Za-zµμΩÅ°/]|(?:,|\s(?:and|to|or))\s10[–-][2-9])`
/** The uncertainty of the last digits: `5.431(2) Å`. */
const lastDigits = String.raw`(?:\(\d{1,2}\)(?=\s[A-Za-zµμΩÅ°%]))?`
const numberPattern = new RegExp(
  String.raw`(?:[−–-]\s?(?=\d)|\+(?=\d))?(?:${powerOfTen}|${digits}(?:${power}|${lastDigits})|${scaled})`,
  'y',
)
const rangeLink = /\s?(?:–|−|-|to|up to|and|÷|~|∼|→|\.\.\.)\s?/y
/** Old print has an `e` for a dash: `30e70 mg`, `1.5e4.5 nm`; a power of ten has a sign or is larger. */
const printedDash = /e(?=\d+\.\d|\d{2,3}(?![\d.])|[1-3](?![\d.]))/y
const listLink = /(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s|\/(?=\d))/y
const tolerance = /\s?(?:±|\+\/[-−])\s?/y
const times = /\s?[×x]\s?/y
/** Signs belong to a value, `about` does not. */
const comparator =
  /(?:(?:[<>≤≥⩽⩾]\s?|±\s?)|\b(?:[Bb]elow|(?:[Ll]ower|[Hh]igher|[Ll]ess|[Gg]reater|[Ll]arger|[Ss]maller|[Ll]onger|[Ss]horter) than)\s)$/
const approximation = /(?:[~≈∼]\s?|\b(?:about|approximately|around|ca\.|roughly|nearly)\s)$/i
const hedge = /(?:[<>≤≥~≈∼]\s?|about |approximately |around )?/y
const opener = /(?:\b(between|from)\s)(?:[<>≤≥~≈∼]\s?|about |approximately |ca\. )?$/i
/** A number after these is the name of something. */
const label =
  /(?:\b(?:figs?|figures?|tables?|eqs?|eqn|equations?|refs?|references?|sections?|chapters?|steps?|stage|samples?|types?|grades?|aisi|astm|iso|din|en|no|nr|vol|pp?|ver|version|alloy|series|mode|phase|group|case|class|scheme|appendix|movie|part|inconel|uns)\.?\s?|[A-Za-z_]|[A-Za-z][-–]|\d[.:,]|https?:\S*|\S*\/\S*doi\S*)$/i

const mostNumbers = 12

/** Finds all numbers with units, ranges, lists and tolerances; bare numbers only where the words before speak of a value. Linear time. */
export function findQuantities(text: string, within: TextSpan = { start: 0, end: text.length }): FoundQuantity[] {
  const found: FoundQuantity[] = []
  const starts = /(?<![\d.])\(?\d|(?<=^|[\s(=<>~≈∼≤≥,])[−–-]\s?\d|\bpH\s/g
  starts.lastIndex = within.start
  for (let match = starts.exec(text); match !== null && match.index < within.end; match = starts.exec(text)) {
    // A bracket opens a number only in `(0.46 ± 0.11) × 10−10`.
    const isBracket = match[0].startsWith('(')
    const at = match.index + (isBracket && matchAt(numberPattern, text, match.index) === undefined ? 1 : 0)
    const before = text.slice(Math.max(within.start, at - 40), at)
    const quantity = match[0].startsWith('pH')
      ? readAcidity(text, at)
      : label.test(before) || isCitation(text, at, before)
        ? undefined
        : readQuantity(text, at, before)
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

/** `[12]`, `[3–5]`. */
function isCitation(text: string, at: number, before: string): boolean {
  return before.endsWith('[') && /^\d+(?:\]|,|–|-)/.test(text.slice(at, at + 5))
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
  const values = numbers.flatMap((span) => readNumber(text.slice(span.start, span.end)))
  const last = numbers.at(-1)?.end ?? numberEnd
  return {
    start,
    end: last,
    minimum: Math.min(...values),
    maximum: Math.max(...values),
    unit: 'pH',
    numbers,
    units: [{ start, end: start + 2 }],
    ends: [],
  }
}

interface Reading {
  readonly numbers: TextSpan[]
  readonly units: ScannedUnit[]
  /** How the last two numbers are joined. */
  kind: 'range' | 'list' | 'size' | 'single'
  isTolerance: boolean
  end: number
}

function readQuantity(text: string, start: number, before: string): FoundQuantity | undefined {
  const opening = opener.exec(before)?.[1]?.toLowerCase()
  const isChange = opening === 'from' && speaksOfChange(before)
  const reading = readNumbers(text, start, { opening, isChange })
  const { numbers, units, kind, isTolerance } = reading
  const last = numbers.at(-1)
  if (last === undefined) return undefined
  const unit = units.at(-1)
  // A list whose last member has no unit is no list: keep the first number only.
  if ((kind === 'list' || kind === 'size') && unit === undefined) numbers.length = 1
  const lastEnd = Math.max(numbers.at(-1)?.end ?? start, unit?.end ?? 0)
  const isSpread = kind === 'range'
  if (unit === undefined && !isBareValue(text, { start, end: lastEnd }, before, isSpread || isTolerance))
    return undefined
  const values = numbers.flatMap((span, index) => {
    const factor = numbers.length === units.length ? factorBetween(units[index]?.text, unit?.text) : 1
    return readNumber(text.slice(span.start, span.end)).map((value) => tidy(value * factor))
  })
  const [one = 0, other = 0] = values
  const [minimum, maximum] =
    isTolerance && values.length === 2
      ? [tidy(one - Math.abs(other)), tidy(one + Math.abs(other))]
      : [Math.min(...values), Math.max(...values)]
  // `between` belongs to its range; `from` does not, nor does `about`.
  const prefix = (isSpread && opening === 'between' ? opener.exec(before)?.[0] : comparator.exec(before)?.[0]) ?? ''
  const ownUnits = isSpread && units.length === numbers.length && units.length === 2 && !isTolerance
  return {
    start: start - prefix.length,
    end: lastEnd,
    minimum,
    maximum,
    unit: unit?.text ?? '',
    numbers,
    units,
    ends: ownUnits
      ? numbers.map((number, index) => ({ start: number.start, end: units[index]?.end ?? number.end }))
      : [],
  }
}

/** `100 kHz to 10 mHz`: by what a number in one unit is to be multiplied to be in the other; 1 where that is not known. */
function factorBetween(one = '', other = ''): number {
  if (one === other) return 1
  const [from, to] = [parseUnit(one), parseUnit(other)]
  return from === undefined || to === undefined || from.si !== to.si || from.offset !== to.offset
    ? 1
    : from.factor / to.factor
}

function readNumbers(
  text: string,
  start: number,
  opening: { opening: string | undefined; isChange: boolean },
): Reading {
  const reading: Reading = { numbers: [], units: [], kind: 'single', isTolerance: false, end: start }
  let cursor = start
  for (;;) {
    const numberEnd = matchAt(numberPattern, text, cursor)
    if (numberEnd === undefined) return reading
    reading.numbers.push({ start: cursor, end: numberEnd })
    const unit = scanUnit(text, numberEnd)
    if (unit !== undefined) reading.units.push(unit)
    cursor = unit?.end ?? numberEnd
    const link = readLink(text, cursor, { ...opening, hasUnit: unit !== undefined, kind: reading.kind })
    // No list is longer; a table without bars must not be read again from each of its numbers.
    if (link === undefined || reading.numbers.length === mostNumbers) return reading
    if (link.kind === 'tolerance') reading.isTolerance = true
    else reading.kind = link.kind
    cursor = link.end
  }
}

interface Link {
  readonly kind: 'range' | 'list' | 'size' | 'tolerance'
  readonly end: number
}

function readLink(
  text: string,
  at: number,
  state: { hasUnit: boolean; opening: string | undefined; isChange: boolean; kind: string },
): Link | undefined {
  const isNumber = (end: number): boolean => matchAt(numberPattern, text, end) !== undefined
  const plusMinus = matchAt(tolerance, text, at)
  if (plusMinus !== undefined && isNumber(plusMinus)) return { kind: 'tolerance', end: plusMinus }
  const range = readRange(text, at, state)
  if (range !== undefined) return range
  const size = matchAt(times, text, at)
  if (size !== undefined && isNumber(size) && (!state.hasUnit || endsInUnit(text, size)))
    return { kind: 'size', end: size }
  const list = matchAt(listLink, text, at)
  if (list === undefined || state.hasUnit || !isNumber(list)) return undefined
  return endsInUnit(text, list) ? { kind: 'list', end: list } : undefined
}

function readRange(
  text: string,
  at: number,
  { hasUnit, opening, isChange }: { hasUnit: boolean; opening: string | undefined; isChange: boolean },
): Link | undefined {
  const dash = hasUnit ? undefined : matchAt(printedDash, text, at)
  if (dash !== undefined) {
    const end = matchAt(numberPattern, text, dash)
    return end !== undefined && scanUnit(text, end) !== undefined ? { kind: 'range', end: dash } : undefined
  }
  const linked = matchAt(rangeLink, text, at)
  const range = linked === undefined ? undefined : (matchAt(hedge, text, linked) ?? linked)
  if (linked === undefined || range === undefined || matchAt(numberPattern, text, range) === undefined) return undefined
  const printed = text.slice(at, linked)
  const word = printed.trim()
  const isWord = /^[a-z ]+$/.test(word)
  if (isWord && !/^\s.*\s$/s.test(printed)) return undefined
  if (!isWord && range !== linked && /[a-z]/.test(text.slice(linked, range))) return undefined
  if (word === 'and' ? opening !== 'between' : isChange && hasUnit) return undefined
  return { kind: 'range', end: range }
}

/** Whether the numbers from here on end in a unit: only then they and the number before share it. */
function endsInUnit(text: string, from: number): boolean {
  let cursor = from
  for (let count = 0; count < 12; count++) {
    const numberEnd = matchAt(numberPattern, text, cursor)
    if (numberEnd === undefined) return false
    if (scanUnit(text, numberEnd) !== undefined) return true
    const link = [tolerance, times, listLink, rangeLink]
      .map((pattern) => matchAt(pattern, text, numberEnd))
      .find((end) => end !== undefined)
    if (link === undefined) return false
    cursor = link
  }
  return false
}

function isBareValue(text: string, { start, end }: TextSpan, before: string, isCompound: boolean): boolean {
  const printed = text.slice(start, end)
  const after = text.slice(end, end + 3)
  if (before.includes('|')) return false
  if (/^[-–]?\p{L}|^[\])°]|^\.\d|^\//u.test(after.replace(/^\)(?=[\s.,;)])/, ' '))) return false
  if (!/^[\s.,;)]/.test(`${after} `)) return false
  if (/(?:[=<>≤≥⩽⩾]|\b(?:ratio|factor|value)s? of)\s?$/i.test(before)) return true
  if (/^\d{4}$/.test(printed)) return false
  if (approximation.test(before) || /^\stimes\b/.test(text.slice(end, end + 7))) return true
  const isNumeric = /[.×]/.test(printed) || isCompound
  return (
    isNumeric &&
    /\b(?:of|is|was|are|were|be|as|at|above|below|against|than|to|from|between|reaches|ratio|factor|value|fractions?)\s$/i.test(
      before,
    )
  )
}
