import type { EntityType } from '#core/knowledge.ts'
import { foldWord } from './fold-word.ts'
import { greekLetters } from './greek-letters.ts'
import { parseFormula } from './parse-formula.ts'
import { properNames } from './known-names.ts'
import { shortenKey } from './shorten-key.ts'
import { unifyPrinting } from './unify-printing.ts'

/** `key` tells things apart; `name` is how the key is shown and depends on nothing else. */
export interface NormalForm {
  readonly key: string
  readonly name: string
}

/** Prefixes that stand with or without a hyphen in the same word: `nano-particle`, `co-doping`. */
const prefixes = new Set(
  'nano micro macro meso non multi sub inter intra anti semi pre re co ultra super photo electro thermo hydro bio poly mono bi tri aero geo magneto piezo ferro pseudo over under post'.split(
    ' ',
  ),
)
/** Symbols that are words too: as a whole surface form they are elements only for the type Material. */
const ambiguousSymbols = /^(?:[A-Z]|In|As|At|He|Be|No|Am|Re|Pr|Pa|Ho|Po|Es|Md|Ra|Os|Ac|Fm|Th|Er|La)$/
const participle =
  /^(?:based|like|rich|free|lean|type|shaped|induced|containing|[a-z]{2,}(?:doped|ised|ened|ated|ded|red|led|ced|ted|sed|yed|ped|ked|ned|ged|ified))$/
/** Beyond this many rounds the folding of a surface form has long settled; the bound makes that a fact. */
const mostRounds = 8

/** Names that stand for another one, by the name in folded form. */
type Synonyms = ReadonlyMap<string, string>
const none: Synonyms = new Map()

/**
 * The normal form of a surface form: what of its print does not tell things apart is gone. Pure and total: any text has a
 * key, never empty, and `normalForm(name).key` is the key again. Case, hyphens, plural and spelling of ordinary words are
 * folded; formulas, acronyms, grades and Greek letters keep their case, so `TiN` and `tin` differ, as do `Co` and `CO`,
 * `β-TCP` and `TCP`. Formulas are written one way (`H₂O`, `CuSO4 · 5 H2O`, `Ca++`, `Ti-6Al-4V`), but stay formulas: that
 * `Al2O3` is alumina is for `joinKey` to say. Takes time linear in the text.
 */
export function normalForm(surface: string): NormalForm {
  const folded = foldToEnd(surface, { synonyms: none })
  const short = shortenKey(folded)
  const key = short === folded ? folded : foldToEnd(short, { synonyms: none })
  return { key, name: nameOf(key) }
}

/** Folds until nothing changes any more, with other names for the same thing replaced by the one that stands for all. */
export function foldToEnd(surface: string, options: { synonyms: Synonyms; type?: EntityType }): string {
  let key = fold(surface, options)
  for (let round = 0; round < mostRounds; round++) {
    const next = fold(nameOf(key), options)
    if (next === key) break
    key = next
  }
  return key
}

interface FoldOptions {
  readonly synonyms: Synonyms
  readonly type?: EntityType
}

function fold(surface: string, { synonyms, type }: FoldOptions): string {
  const text = clean(surface)
  const whole = synonyms.get(text)
  if (whole !== undefined && (type === 'Material' || !ambiguousSymbols.test(text))) return whole
  const pieces = text.split(' ')
  const words = pieces.flatMap((piece, index) =>
    foldPiece(piece, { hasNext: index < pieces.length - 1, isInPhrase: pieces.length > 1, synonyms }),
  )
  const joined: string[] = []
  for (const word of words) {
    const last = joined.at(-1)
    // A single Greek letter or capital belongs to the word after it: `γ-phase`, `X-ray`, `R-curve`.
    if (last !== undefined && /^[\p{L}\p{N}]/u.test(word) && isBoundLetter(last, word))
      joined[joined.length - 1] = `${last}-${word}`
    else joined.push(word)
  }
  const key = joined.join(' ').trim()
  const phase = /^([α-ω]'*)-(.+)$/u.exec(key)
  const substance = phase === null ? undefined : synonyms.get(phase[2] ?? '')
  if (phase !== null && substance !== undefined && !ambiguousSymbols.test(phase[2] ?? ''))
    return `${phase[1]}-${substance}`
  const known = type === 'Material' || !ambiguousSymbols.test(key) ? synonyms.get(key) : undefined
  return known ?? (key === '' ? (text === '' ? '?' : text) : key)
}

function isBoundLetter(letter: string, word: string): boolean {
  if (/^[np]$/.test(letter)) return word === 'type'
  return /^[α-ω]'*$/u.test(letter) || (/^[A-Z]$/.test(letter) && /^\p{Ll}{2,}/u.test(word))
}

function clean(surface: string): string {
  const text = surface
    .replaceAll(/[®™©]/g, '')
    // Without its superscript, deuterium would be a polytype.
    .replaceAll(/(?<![\p{L}\p{N}])[²³]H(?!\p{L})/gu, (isotope) => (isotope === '²H' ? 'deuterium' : 'tritium'))
    .normalize('NFKC')
    .replaceAll(/[\p{Cc}\p{Z}]+/gu, ' ')
    .replaceAll(/[\p{Cf}\p{Cs}\p{Co}]+/gu, '')
    .replaceAll(/[‐‑‒–—−]/g, '-')
    .replaceAll(/[‘’ʼ′`´]/g, "'")
    .replaceAll(/[⋅∙•]/g, '·')
    // Two primes, unless it is the second of a pair of quotation marks.
    .replace(/^([^"”“]*[α-ω]) ?["”]/u, "$1''")
  return unifyPrinting(trimPunctuation(text.split(' ').filter(Boolean).join(' ')))
}

function trimPunctuation(text: string): string {
  let start = 0
  let end = text.length
  const leading = /[\s.,;:!?"“”'-]/
  const trailing = /[\s.,;:!?"“”]/
  while (start < end && leading.test(text.charAt(start))) start++
  while (end > start && trailing.test(text.charAt(end - 1))) end--
  return start === end ? text : text.slice(start, end)
}

interface PieceOptions {
  readonly hasNext: boolean
  readonly isInPhrase: boolean
  readonly synonyms: Synonyms
}

/** One word between spaces as its folded words. */
function foldPiece(piece: string, options: PieceOptions): string[] {
  const { hasNext, isInPhrase, synonyms } = options
  if (/[\dδ]/.test(piece) && parseFormula(piece) !== undefined)
    return [(isInPhrase && piece.length > 2 ? synonyms.get(piece) : undefined) ?? piece]
  if (/^[Pp]oly\(/.test(piece)) return [`p${piece.slice(1)}`]
  const ray = /^[xX]-rays?(?![a-z])/.exec(piece)?.[0]
  if (ray !== undefined) return ['X-ray', ...foldRest(piece.slice(ray.length), synonyms)]
  const parts = piece.split('-').filter((part) => part !== '')
  if (parts.length === 0) return piece === '' ? [] : [piece]
  const endsWithSign = /[\p{L}\p{N}]-$/u.test(piece)
  if (endsWithSign) parts[parts.length - 1] += '-'
  if (parts.length === 1) return [foldPart(parts[0] ?? piece, hasNext, synonyms)]
  const codes = parts.map(isCode)
  if (codes.every(Boolean)) return [parts.map((part) => foldGreek(part, true) ?? part).join('-')]
  const words: string[] = []
  let join = ''
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1
    const folded = foldPart(part, !isLast || hasNext, synonyms)
    const lower = part.toLowerCase()
    const nextIsCode = codes[index + 1] === true
    if (!isLast && prefixes.has(lower) && !nextIsCode) join += lower
    else if (!isLast && /^(?:[α-ωA-Zap]|\d{1,2})$/u.test(folded)) join += `${folded}-`
    else if (!isLast && nextIsCode && !codes[index] && part.length <= 5) join += `${folded}-`
    else {
      words.push(join + folded)
      join = ''
    }
  }
  if (join !== '') words.push(join)
  return words
}

function foldRest(rest: string, synonyms: Synonyms): string[] {
  const text = rest.replace(/^-/, '')
  return text === '' ? [] : foldPiece(text, { hasNext: false, isInPhrase: false, synonyms })
}

function foldGreek(part: string, hasNext: boolean): string | undefined {
  return hasNext ? greekLetters.get(/^[A-Z]?[a-z]+$/.test(part) ? part.toLowerCase() : part) : undefined
}

function foldPart(part: string, hasNext: boolean, synonyms: Synonyms): string {
  const greek =
    foldGreek(part, hasNext) ??
    (part === 'gamma' || part === 'alpha' || part === 'beta' ? greekLetters.get(part) : undefined)
  if (greek !== undefined) return greek
  if (isCode(part)) {
    const singular = /^[A-Z]{2,}s$/.test(part) && part !== 'BAs' ? part.slice(0, -1) : part
    const known = hasNext && !ambiguousSymbols.test(singular) ? synonyms.get(singular) : undefined
    return known ?? singular
  }
  return foldWord(part.toLowerCase())
}

/** Formulas, acronyms, grades, symbols: everything whose case or digits carry meaning. */
function isCode(part: string): boolean {
  if (/\p{N}/u.test(part) || /\p{L}\p{Lu}/u.test(part)) return !/^\p{Lu}{9,}$/u.test(part)
  if (/^[°%]?\p{Lu}$/u.test(part) || /^[([]\p{Lu}/u.test(part) || /^\p{Lu}.*[/+]/u.test(part)) return true
  return /^\p{Lu}\p{Ll}$/u.test(part)
}

/** How a key is shown: proper names with capitals, participles bound to the word before them. */
function nameOf(key: string): string {
  const words = key.split(' ')
  let name = ''
  for (const [index, word] of words.entries()) {
    const shown = properNames.get(word) ?? word
    const previous = words[index - 1]
    const isBound =
      previous !== undefined &&
      index < words.length - 1 &&
      participle.test(word) &&
      /^[\p{L}\p{N}]{2,}$/u.test(previous)
    const isIon = word === 'ion' && /^(?:battery|cell|capacitor)$/.test(words[index + 1] ?? '')
    const isCompound = (word === 'petch' && previous === 'hall') || (word === 'franz' && previous === 'wiedemann')
    name += index === 0 ? shown : (isBound || isIon || isCompound ? '-' : ' ') + shown
  }
  return name
}
