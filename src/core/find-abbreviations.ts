import type { TextSpan } from './pair.ts'

/** An abbreviation that a document defines: `solid oxide fuel cell (SOFC)`. Spans are those of the definition. */
export interface Abbreviation {
  readonly short: string
  readonly long: string
  readonly longSpan: TextSpan
}

const candidate = /\(([A-Za-z][A-Za-z0-9+/-]{0,9})(?:\)|[,;]\s)/g
/** `SOFC (solid oxide fuel cell)`: the other way round. */
const reversed = /(?<![\w-])([A-Z][A-Za-z0-9-]{1,8})\s\(([a-z][a-zA-Z -]{5,80})\)/g
const notShort = new Set(
  'ie eg cf see fig figs table ref refs eq and or the in of a b c d e f i ii iii iv v vi left right top bottom usa uk'.split(
    ' ',
  ),
)

/**
 * Pairs of short and long form by the algorithm of Schwartz and Hearst (Pac. Symp. Biocomput. 2003): the letters of the short form
 * are found from right to left in the words before the bracket, the first one at the start of a word. The first definition wins.
 */
export function findAbbreviations(text: string): Abbreviation[] {
  const found = new Map<string, Abbreviation>()
  const add = (short: string, span: TextSpan | undefined): void => {
    const key = /^[A-Z]{2,}s$/.test(short) ? short.slice(0, -1) : short
    if (span !== undefined && !found.has(key))
      found.set(key, { short: key, long: text.slice(span.start, span.end), longSpan: span })
  }
  for (const match of text.matchAll(candidate)) {
    const short = match[1] ?? ''
    if (isShortForm(short)) add(short, longFormBefore(text, match.index, short))
  }
  for (const match of text.matchAll(reversed)) {
    const [, short = '', long = ''] = match
    if (!isShortForm(short)) continue
    const start = match.index + short.length + 2
    const span = longFormBefore(text.slice(0, start + long.length), start + long.length, short)
    if (span?.start === start) add(short, span)
  }
  return [...found.values()]
}

function isShortForm(short: string): boolean {
  const capitals = short.replaceAll(/[^A-Z]/g, '').length
  return (
    short.length >= 2 &&
    capitals >= 1 &&
    (capitals >= 2 || short.length <= 4) &&
    !notShort.has(short.toLowerCase()) &&
    !/^\d|\//.test(short)
  )
}

function longFormBefore(text: string, bracket: number, shortForm: string): TextSpan | undefined {
  const short = shortForm.replace(/(?<=[A-Z])s$/, '')
  const letters = short.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase()
  const mostWords = Math.min(letters.length + 5, letters.length * 2)
  const window = text.slice(Math.max(0, bracket - mostWords * 18), bracket)
  // The long form stands in the same sentence, not beyond brackets or clause marks.
  const clause = /[^.;:()[\]!?\n]*$/.exec(window)?.[0] ?? ''
  const words = clause.trimEnd().split(/\s+/)
  const body = words.slice(-mostWords).join(' ')
  const at = clause.trimEnd().length - lengthOfTail(clause.trimEnd(), mostWords)
  const tail = clause.trimEnd().slice(at)
  let position = tail.length - 1
  for (let index = letters.length - 1; index >= 0; index--) {
    const letter = letters.charAt(index)
    const isFirst = index === 0
    const fits = (at: number): boolean =>
      tail.charAt(at).toLowerCase() === letter && !(isFirst && /[\p{L}\p{N}]/u.test(tail.charAt(at - 1)))
    while (position >= 0 && !fits(position)) position--
    if (position < 0) return undefined
    position--
  }
  const startInTail = position + 1
  const long = tail.slice(startInTail)
  const wordCount = long.split(/[\s-]+/).length
  if (
    body === '' ||
    long.length <= short.length + 1 ||
    wordCount > mostWords ||
    /^(?:and|or|the|of|a|an|in|with|by|for)\b/i.test(long)
  )
    return undefined
  if (long.includes(short) || /[=<>%\d]{3,}/.test(long)) return undefined
  const end = bracket - (window.length - window.trimEnd().length)
  // `methylammonium lead iodide, CH3NH3PbI3 (MAPbI3)`: the name ends at the comma.
  const comma = long.indexOf(', ')
  return { start: end - long.length, end: comma === -1 ? end : end - long.length + comma }
}

function lengthOfTail(text: string, mostWords: number): number {
  let words = 0
  let index = text.length
  while (index > 0 && words < mostWords) {
    while (index > 0 && !/\s/.test(text.charAt(index - 1))) index--
    words++
    if (words < mostWords) while (index > 0 && /\s/.test(text.charAt(index - 1))) index--
  }
  return text.length - index
}
