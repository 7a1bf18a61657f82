import type { TextSpan } from '#core/pair.ts'
import { matchAt } from './match-at.ts'
import { shortUnitSymbolPattern, unitSymbolPattern } from './units.ts'

/** A unit where it stands; `text` is its usual form where the print has lost a sign (`100  C` -> `°C`). */
export interface ScannedUnit extends TextSpan {
  readonly text: string
}

/** What a unit counts (`mgPt`, `g-Pt`, `VRHE`, `m2 cat`). */
const species = String.raw`(?:-?(?:Pt|pt|Ir|Ru|Pd|Au|Ni|PGM|cat|BET|ECSA)(?=[\s/\-−–^)\],.;:]|$)|[\s-]{1,2}(?:Pt|Ir|Ru|Pd|PGM|cat)(?=\s?\/\s?[a-z]|\scm)|RHE|SHE|NHE|SCE|Ag\/AgCl|geo|dry|th)?`
const minus = '[−–⁻-]'
const exponent = String.raw`(?:\^\(?${minus}?\d+(?:\.\d+|\/\d)?\)?|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|\s?[−–-]\s?\d(?!\d|\.\d)|\d(?:\/\d|\.\d)?(?![\d.]\d|\d))`
/** The minus sign that old print lost: `m2 g 1`, `1354 cm 1`. What follows must not be the next number of a list. */
const lostMinus = String.raw`\s[123](?!\d|\.\d|%|\/|\s?(?:mm|nm|cm|µm|μm|h|min|°|V|K|wt|vol|M)\b|\s?[×x]\s?\d)`
const end = String.raw`(?![A-Za-zμµΩ])`
const symbol = String.raw`√?(?:${unitSymbolPattern})`
const short = `(?:${shortUnitSymbolPattern})`
/** `Jg-1`, `cm3s-1`, `MPam1/2`, `Amg 1`: symbols without a space between them, the last with a power that no word has. */
const glued = String.raw`${short}[2-4]?(?:${short}[2-4]?)?(?:${short}${minus}[1-4])*${short}(?:Pt|Ir|cat)?(?:\^?${minus}\s?[1-4](?!\d)|⁻[¹²³⁴]|1\/2|0\.5|${lostMinus})${end}`
/** A prefix that stands apart: `5 m V s−1`. */
const parted = String.raw`[mk]\s(?:V|A|W|S)(?=\s(?:s|cm|g|K)\s?${minus}\s?\d)`
const counted = String.raw`(?:n|ions?|atoms?|electrons?|particles|e−?)\s?(?:\/\s?|(?=[cnμµ]?m\s?[−–-]))(?:[cnμµ]?m|Å)\s?(?:[−–-]\s?)?[23²³]`
const first = String.raw`(?:${glued}|${parted}|${counted}${end}|1\s?\/\s?(?:nm|µm|μm|cm|m|s|K|Å)${end}|cm${lostMinus}|${symbol}(?:${exponent})?${species}(?:${exponent})?${end})`
/** After a space, only a unit with an exponent goes on (`mg cm−2`), also where the minus sign was lost. */
const next = [
  `√(?:${unitSymbolPattern})${end}`,
  String.raw`\s?[·⋅*]\s?${symbol}(?:${exponent})?${species}${end}`,
  String.raw`\.${symbol}(?:${exponent})?${end}`,
  String.raw`\s?\/\s?${symbol}(?:${exponent})?${species}${end}`,
  String.raw`\s?\/\s?(?:step|pulse|cell|kWp|a)${end}`,
  String.raw`\s?\/\s?\(${symbol}(?:${exponent})?(?:[\s·⋅*.]{1,2}${symbol}(?:${exponent})?)+\)`,
  String.raw`\s${symbol}${species}${exponent}${end}`,
  // Without an exponent only before one that has it (`mA h g−1`), or in a product that is a unit of its own (`Ω cm`).
  String.raw`\s${symbol}(?=\s${symbol}${exponent}${end})`,
  String.raw`(?<=[ΩΩ]|[Oo]hms?)\s[cmnµμ]?m${end}`,
  String.raw`(?<=Pa|V)\ss${end}|(?<=N)\sm${end}|(?<=[AW])\sh${end}`,
  String.raw`\s(?:cm|g|s|K|m|V|dec|mg|min|mol|h|L|kW|W|A|eq|kg|mm|nm|mm)${species}${lostMinus}`,
  String.raw`(?<=\d)(?:s|g|K|V|m|min|mol)[−–-]\d(?!\d)`,
  String.raw`\sper\s(?:s|min|h|cm|decade|minute|hour|second)${end}`,
].join('|')
const electrode = String.raw`(?:(?:the\s)?(?:RHE|SHE|NHE|SCE|MSE|(?:reversible|standard|normal) hydrogen electrode|(?:saturated )?calomel electrode)|Ag\s?\/\s?AgCl|(?:Li|Na|K|Mg|Zn|Al)\d?\+?\s?\/\s?(?:Li|Na|K|Mg|Zn|Al)\d?\+?|Hg\s?\/\s?HgO|Hg\s?\/\s?Hg2SO4|Fc\s?\/\s?Fc\+)`
const reference = String.raw`(?:\s?(?:vs[.:]?|versus)\s${electrode}|\s\((?:vs[.:]?|versus)\s${electrode}\)|\s(?:w\/v|v\/v|w\/w)|\s\((?:w\/v|v\/v|w\/w|weight to volume ratio)\))?`
const unitPattern = new RegExp(`(?:${first}(?:${next})*${reference})`, 'y')
/** Units that a space may not part from a following word: `5 A grade`, `2 D`; they count only glued, compound, or before punctuation. */
const risky = /^(?:A|C|D|d|r|rev|counts|F|G|T|t|h|l|M|N|S|K|W|V|m|s|g|J|H|in\.|sq|wt|dec)$/
const spaces = /[ \t\u00a0\u2009\u202f]{0,3}\n?/y
const afterHyphen = /^[-‐](?=(?:nm|μm|µm|mm|cm|m|h|min|s|kV|V|K|GPa|MPa|day|year|week)\b(?!-\d))/

/** The unit that a number ending at `at` has, if any. */
export function scanUnit(text: string, at: number): ScannedUnit | undefined {
  const lostDegree = /^ {2}C(?![A-Za-z\d-])/.test(text.slice(at, at + 4))
  if (lostDegree) return { start: at + 2, end: at + 3, text: '°C' }
  const from = matchAt(spaces, text, at) ?? at
  const to = matchAt(unitPattern, text, from)
  if (to === undefined) {
    const after = afterHyphen.test(text.slice(at, at + 8)) ? matchAt(unitPattern, text, at + 1) : undefined
    return after === undefined ? undefined : spanOf(text, at + 1, after)
  }
  return isDoubtful(text, at, from, to) ? undefined : spanOf(text, from, to)
}

function spanOf(text: string, start: number, end: number): ScannedUnit {
  return { start, end, text: text.slice(start, end) }
}

function isDoubtful(text: string, at: number, from: number, to: number): boolean {
  const unit = text.slice(from, to)
  const isGlued = from === at
  // Columns of a table stand two spaces apart.
  if (from > at + 1 && (unit.length < 2 || !/^[°◦%]|\d|[−–-]/.test(unit))) return true
  const before = text.slice(Math.max(0, at - 6), at)
  // The 1s level of an element is no second, the 1950s are no time.
  if (
    unit === 's' &&
    (/(?:^|[^\p{L}])[A-Z][a-z]?\s?[1-7]$/u.test(before) || (isGlued && /(?:1[5-9]|20)\d0$/.test(before)))
  )
    return true
  if (unit.startsWith('in') && isGlued) return true
  // Grades of stainless steel: `316L`.
  if (isGlued && /^[LHN]$/.test(unit) && /(?<!\d)(?:30[1-9]|31[0-7]|321|347|4[0134]\d)$/.test(before)) return true
  if (!risky.test(unit)) return false
  const following = text.slice(to, to + 14)
  // A maker of adhesives and abrasives.
  if (isGlued && unit === 'M' && /(?<![\d.])3$/.test(before) && /^[™®]?\s\p{Lu}/u.test(following)) return true
  if (/^[-–/]?[A-Za-z]/.test(following.replace(/^[-–](?=\d)/, ''))) return true
  if (unit === 'T' && isGlued) return !/\d\.\d+$/.test(before)
  // `3d` is an orbital, and so is `3 d band`; revolutions and counts are of something.
  if (unit === 'd') return isGlued || /^\s(?:orbital|band|state|electron|level|metal|transition)/.test(following)
  if (/^(?:r|rev|counts)$/.test(unit)) return true
  return /^(?:D|F|G|t|l|H|sq|wt|dec|C|in\.)$/.test(unit) && (isGlued || /^(?:D|H|sq|wt|dec|in\.|C)$/.test(unit))
}
