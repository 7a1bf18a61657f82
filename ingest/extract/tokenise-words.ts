import { elementNames } from '#graph/resolve/element-names.ts'
import { foldWord } from '#graph/resolve/fold-word.ts'

/** A word between spaces, without the punctuation around it. */
export interface WordToken {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly lower: string
  /** Folded words it stands for: `Grain-Boundaries` -> grain, boundary; codes and formulas stay as they are. */
  readonly words: readonly string[]
  /** Only white space (or a hyphen) stands between the word before and this one. */
  readonly followsDirectly: boolean
}

const leading = /^[([{"'“‘„«,;:*_|>]+/
/** The prime of a phase (`γ'`) belongs to its word. */
const trailing = /(?:[\])}"”»,;:.!?*_|]|(?<![α-ω]'?)['’])+$/u
const polymer = /[Pp]oly\([^()\n]{2,60}(?:\([^()\n]*\)[^()\n]*){0,2}\)(?:[-\p{L}()]*)/gu
const ordinary = /^\p{L}?[\p{Ll}'’]+(?:-\p{L}?\p{Ll}+)*$/u

/** Splits a stretch of text into words; brackets that belong to a word (`Ca3(PO4)2`, `poly(vinyl alcohol)`) stay with it. */
export function tokeniseWords(text: string, start: number, end: number): WordToken[] {
  const tokens: WordToken[] = []
  const sentence = text.slice(start, end)
  const polymers = [...sentence.matchAll(polymer)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
  const words = /\S+/g
  let isCut = true
  for (let match = words.exec(sentence); match !== null; match = words.exec(sentence)) {
    const inside = polymers.find((span) => match.index <= span.start && span.start < match.index + match[0].length)
    let word = match[0]
    if (inside !== undefined) {
      const until = /^\S*/.exec(sentence.slice(inside.end))?.[0].length ?? 0
      word = sentence.slice(match.index, inside.end + until)
      words.lastIndex = match.index + word.length
    }
    // Dashes between words part them; a slash parts words but not formulas.
    let offset = match.index
    const pieces =
      /[A-Z\d(]/.test(word) || !word.includes('/') ? word.split(/([–—]{1,2}(?=\p{L}{3,})|…)/u) : word.split(/([–—/…])/u)
    for (const piece of pieces) {
      if (piece !== '') {
        const token = trim(piece, start + offset, isCut)
        if (token !== undefined) {
          tokens.push(token.token)
          isCut = token.cutsAfter
        } else isCut = isCut || !/^[–-]$/.test(piece)
      }
      offset += piece.length
    }
  }
  return tokens
}

/** No name is longer; what is longer is data, and rules that look at single words need not be quick on it. */
const longestWord = 160

function trim(piece: string, offset: number, isCut: boolean): { token: WordToken; cutsAfter: boolean } | undefined {
  if (piece.length > longestWord) return undefined
  let from = 0
  let to = piece.length
  const head = leading.exec(piece)?.[0] ?? ''
  from += head.length
  if (head.endsWith('(') && /^[^()]*\)[\p{L}\d]/u.test(piece.slice(from))) from--
  if (head.endsWith('[') && /^[^[\]]*\][\p{L}\d]/u.test(piece.slice(from))) from--
  for (let tail = trailing.exec(piece.slice(from, to)); tail !== null; tail = trailing.exec(piece.slice(from, to))) {
    const last = piece.charAt(to - 1)
    const open = last === ')' ? '(' : last === ']' ? '[' : undefined
    const body = piece.slice(from, to)
    if (open !== undefined && count(body, open) >= count(body, last)) break
    to--
  }
  if (to <= from) return undefined
  const text = piece.slice(from, to)
  return {
    token: {
      start: offset + from,
      end: offset + to,
      text,
      lower: text.toLowerCase(),
      words: wordsOf(text),
      followsDirectly: !isCut && from === 0,
    },
    cutsAfter: to < piece.length,
  }
}

function wordsOf(text: string): string[] {
  const plain = text.replaceAll(/[‐‑]/g, '-')
  if (/^[xX]-[Rr]ay/.test(plain)) return ['X-ray', ...plain.slice(6).split('-').filter(Boolean).map(foldWord)]
  if (/^[A-Za-zα-ω]-\p{Ll}{3,}$/u.test(plain)) return [plain.slice(0, 2) + foldWord(plain.slice(2))]
  if (elementNames.has(plain)) return [plain]
  if (!ordinary.test(plain)) {
    const parts = plain.split(/[-–](?=\p{Ll}{3,})/u)
    return parts.length === 1
      ? [/^[A-Z]{2,}s$/.test(plain) ? plain.slice(0, -1) : plain]
      : parts.map((part) => (ordinary.test(part) ? foldWord(part.toLowerCase()) : part))
  }
  const parts = plain.replaceAll('’', "'").toLowerCase().split('-')
  return parts.map(foldWord)
}

function count(text: string, character: string): number {
  let total = 0
  for (const each of text) if (each === character) total++
  return total
}
