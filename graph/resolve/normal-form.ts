import type { EntityType } from '#core/knowledge.ts'
import { elementNames } from './element-names.ts'
import { foldWord } from './fold-word.ts'
import { parseFormula } from './parse-formula.ts'
import { knownNames, properNames } from './known-names.ts'

/** `key` tells things apart; `name` is how the key is shown and depends on nothing else. */
export interface NormalForm {
  readonly key: string
  readonly name: string
}

const greekLetters: ReadonlyMap<string, string> = new Map(
  (
    'alpha α,beta β,gamma γ,delta δ,epsilon ε,zeta ζ,eta η,theta θ,iota ι,kappa κ,lambda λ,mu μ,nu ν,xi ξ,pi π,rho ρ,' +
    'sigma σ,tau τ,upsilon υ,phi φ,chi χ,psi ψ,omega ω'
  )
    .split(',')
    .map((pair) => pair.split(' ') as [string, string]),
)

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

/**
 * The normal form of a surface form. Pure and total: any text has a key, never empty, and `normalForm(name, type).key` is the
 * key again. Case, hyphens, plural and spelling of ordinary words are folded; formulas, acronyms, grades and Greek letters
 * keep their case, so `TiN` (titanium nitride) and `tin` differ, as do `Co` and `CO`, `β-TCP` and `TCP`. Element symbols and a
 * small table of common substances and techniques stand under one name (`Al2O3` = alumina). Takes time linear in the text.
 */
export function normalForm(surface: string, type?: EntityType): NormalForm {
  let key = fold(surface, type)
  for (let round = 0; round < mostRounds; round++) {
    const next = fold(nameOf(key), type)
    if (next === key) break
    key = next
  }
  return { key, name: nameOf(key) }
}

function fold(surface: string, type: EntityType | undefined): string {
  const text = clean(surface)
  const whole = knownNames.get(text)
  if (whole !== undefined && (type === 'Material' || !ambiguousSymbols.test(text))) return whole
  const pieces = text.split(' ')
  const words = pieces.flatMap((piece, index) => foldPiece(piece, index < pieces.length - 1, pieces.length > 1))
  const joined: string[] = []
  for (const word of words) {
    const last = joined.at(-1)
    // A single Greek letter or capital belongs to the word after it: `γ-phase`, `X-ray`, `R-curve`.
    if (last !== undefined && word === 'prime' && /^[α-ω]$/u.test(last)) joined[joined.length - 1] = `${last}'`
    else if (last !== undefined && /^[\p{L}\p{N}]/u.test(word) && isBoundLetter(last, word))
      joined[joined.length - 1] = `${last}-${word}`
    else joined.push(word)
  }
  const key = joined.join(' ').trim()
  const phase = /^([α-ω]'*)-(.+)$/u.exec(key)
  const substance = phase === null ? undefined : knownNames.get(phase[2] ?? '')
  if (phase !== null && substance !== undefined && !ambiguousSymbols.test(phase[2] ?? ''))
    return `${phase[1]}-${substance}`
  const known = type === 'Material' || !ambiguousSymbols.test(key) ? knownNames.get(key) : undefined
  return known ?? (key === '' ? (text === '' ? '?' : text) : key)
}

function isBoundLetter(letter: string, word: string): boolean {
  if (/^[np]$/.test(letter)) return word === 'type'
  return /^[α-ω]'*$/u.test(letter) || (/^[A-Z]$/.test(letter) && /^\p{Ll}{2,}/u.test(word))
}

function clean(surface: string): string {
  const text = surface
    .replaceAll(/[®™©]/g, '')
    .normalize('NFKC')
    .replaceAll(/[\p{Cc}\p{Z}]+/gu, ' ')
    .replaceAll(/[\p{Cf}\p{Cs}\p{Co}]+/gu, '')
    .replaceAll(/[‐‑‒–—−]/g, '-')
    .replaceAll(/[‘’ʼ′`´]/g, "'")
    .replaceAll(/[⋅∙•]/g, '·')
  return trimPunctuation(text.split(' ').filter(Boolean).join(' '))
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

/** One word between spaces as its folded words. */
function foldPiece(piece: string, hasNext: boolean, isInPhrase = hasNext): string[] {
  if (/[\dδ]/.test(piece) && parseFormula(piece) !== undefined)
    return [(isInPhrase && piece.length > 2 ? knownNames.get(piece) : undefined) ?? piece]
  if (/^[Pp]oly\(/.test(piece)) return [`p${piece.slice(1)}`]
  if (/^[xX]-ray/.test(piece)) return ['X-ray', ...foldRest(piece.slice(5))]
  const parts = piece.split('-').filter((part) => part !== '')
  if (parts.length === 0) return piece === '' ? [] : [piece]
  const endsWithSign = /[\p{L}\p{N}]-$/u.test(piece)
  if (endsWithSign) parts[parts.length - 1] += '-'
  if (parts.length === 1) return [foldPart(parts[0] ?? piece, hasNext)]
  const codes = parts.map(isCode)
  if (codes.every(Boolean)) return [parts.map((part) => foldGreek(part, true) ?? part).join('-')]
  const words: string[] = []
  let join = ''
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1
    const folded = foldPart(part, !isLast || hasNext)
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

function foldRest(rest: string): string[] {
  const text = rest.replace(/^-/, '')
  return text === '' ? [] : foldPiece(text, false)
}

function foldGreek(part: string, hasNext: boolean): string | undefined {
  return hasNext ? greekLetters.get(/^[A-Z]?[a-z]+$/.test(part) ? part.toLowerCase() : part) : undefined
}

function foldPart(part: string, hasNext: boolean): string {
  const greek =
    foldGreek(part, hasNext) ??
    (part === 'gamma' || part === 'alpha' || part === 'beta' ? greekLetters.get(part) : undefined)
  if (greek !== undefined) return greek
  if (isCode(part)) {
    const singular = /^[A-Z]{2,}s$/.test(part) && part !== 'BAs' ? part.slice(0, -1) : part
    const known = hasNext && !ambiguousSymbols.test(singular) ? knownNames.get(singular) : undefined
    return known ?? singular
  }
  return foldWord(part.toLowerCase())
}

/** Formulas, acronyms, grades, symbols: everything whose case or digits carry meaning. */
function isCode(part: string): boolean {
  if (/\p{N}/u.test(part) || /\p{L}\p{Lu}/u.test(part)) return !/^\p{Lu}{9,}$/u.test(part)
  if (/^\p{Lu}$/u.test(part) || /^[([]\p{Lu}/u.test(part) || /^\p{Lu}.*[/+]/u.test(part)) return true
  return part.length === 2 && elementNames.has(part)
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
