/** A number as a text states it, with the head of its unit (`MPa` of `MPa·m^0.5`; empty where none is known). */
export interface StatedNumber {
  readonly value: number
  readonly unit: string
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺'
const plain = '0123456789-+'
const numberWords = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')

const units =
  'wt\\.?\\s?%|vol\\.?\\s?%|mol\\.?\\s?%|at\\.?\\s?%|%|percent|°C|°F|°|degrees|[kMGTmµn]?Pa|[kMGmµn]?eV|[kMm]?J|[kmµ]?V|[mµ]?A(?:h)?|' +
  '[kMGT]?Hz|[kMmµ]?Wh?|[mµ]?S|[kM]?Ω|[kmµnpc]?m|Å|[mk]?N|[mµk]?g|[mk]?mol|mM|[mµn]?s|min|h|K|T|L|ml|mL|bar|dpa|ppm|HV|times'
const numberPattern = new RegExp(
  // Not inside a word or formula (Al2O3), and not the tail of a longer number.
  String.raw`(?<![\p{L}\p{N}.^_]|\p{L}-)(?<sign>[-+]?)(?<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)` +
    String.raw`(?:\s*[×x*·]\s*10\^?\(?(?<exponent>[-+]?\d+)\)?)?` +
    String.raw`(?<power>(?<=(?<![\d.])10)(?:\^\(?|(?=-\d))(?<powerDigits>[-+]?\d+)\)?)?` +
    String.raw`(?:\s*(?<unit>(?:${units})(?![\p{L}\p{N}])))?(?![\p{L}])`,
  'gu',
)
const rangeBetween = /^\s*(?:to|and|or|–|—|-|±)\s*$/

/** The numbers of a text, in order, formulas and labels such as `Al2O3` or `3D` left out; both ends of a range share its unit. */
export function numbersInText(text: string): StatedNumber[] {
  const normal = plainDigits(text)
  const found: { value: number; unit: string; start: number; end: number }[] = []
  for (const match of normal.matchAll(numberPattern)) {
    const { sign = '', digits = '', exponent, powerDigits, unit = '' } = match.groups ?? {}
    let value = Number(`${sign}${digits.replaceAll(',', '')}`)
    if (powerDigits !== undefined) value = value < 0 ? -(10 ** Number(powerDigits)) : 10 ** Number(powerDigits)
    if (exponent !== undefined) value *= 10 ** Number(exponent)
    found.push({ value, unit: unitHead(unit), start: match.index, end: match.index + match[0].length })
  }
  for (const [index, number] of found.entries()) {
    const next = found[index + 1]
    const isRange = next !== undefined && number.unit === '' && rangeBetween.test(normal.slice(number.end, next.start))
    if (isRange) number.unit = next.unit
  }
  return found.map(({ value, unit }) => ({ value, unit }))
}

/** The numbers of the claim that none of the evidence states, with another unit counted as another number. */
export function unstatedNumbers(claim: string, evidence: readonly string[]): StatedNumber[] {
  const stated = evidence.flatMap((text) => [...numbersInText(text), ...spelledNumbers(text)])
  return numbersInText(claim).filter(
    ({ value, unit }) =>
      !stated.some((other) => isClose(other.value, value) && (unit === '' || other.unit === '' || unit === other.unit)),
  )
}

function spelledNumbers(text: string): StatedNumber[] {
  return [...text.toLowerCase().matchAll(/\b[a-z]+\b/g)]
    .map(([word]) => numberWords.indexOf(word))
    .filter((value) => value !== -1)
    .map((value) => ({ value, unit: '' }))
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))
}

/** Superscripts as `^n`, all minus signs and thin spaces as plain ones. */
function plainDigits(text: string): string {
  return text
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+/g, (run) => `^${[...run].map((sign) => plain[superscripts.indexOf(sign)]).join('')}`)
    .replace(/[−‐‑]/g, '-')
    .replace(/μ/g, 'µ')
    .replace(/[\u00a0\u2009\u202f]/g, ' ')
}

function unitHead(unit: string): string {
  const head = unit.replace(/[\s.]/g, '')
  if (head === 'percent') return '%'
  return head === 'degrees' ? '°' : head
}
