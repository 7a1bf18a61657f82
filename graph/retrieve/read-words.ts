/** A word of a text with its place: UTF-16 offsets, end exclusive. */
export interface Word {
  readonly start: number
  readonly end: number
  /** Without accents, case and common endings. */
  readonly stem: string
  /** A word of grammar: it says nothing about what the text is on. */
  readonly isStop: boolean
}

const stopWords = new Set(
  (
    'a about after also an and any are as at be because been before being between both but by can could did do does ' +
    'doing done during each for from had has have having he her here him his how i if in into is it its many may me ' +
    'might more most much my no not of on or other our over same she should so some such than that the their them then ' +
    'there these they this those through to under up us very was we were what when where which while who whom whose why ' +
    'will with would you your s t'
  ).split(' '),
)

type Reading = Pick<Word, 'stem' | 'isStop'>

/** Words come again and again; looking one up takes a tenth of reading it. */
const mostKnown = 50_000
const known = new Map<string, Reading>()

/** The words of a text in order. */
export function readWords(text: string): Word[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}\p{M}]+/gu), ({ 0: word, index }) => {
    const { stem, isStop } = readWord(word)
    return { start: index, end: index + word.length, stem, isStop }
  })
}

function readWord(word: string): Reading {
  const before = known.get(word)
  if (before !== undefined) return before
  const folded = /^[\w]+$/.test(word)
    ? word.toLowerCase()
    : word.toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '')
  const reading = { stem: stemWord(folded), isStop: stopWords.has(folded) }
  if (known.size >= mostKnown) known.clear()
  known.set(word, reading)
  return reading
}

/** The stems of the words that say something, in order, with repeats. */
export function contentStems(text: string): string[] {
  return stemsOf(readWords(text))
}

/** See `contentStems`. */
export function stemsOf(words: readonly Word[]): string[] {
  return words.flatMap(({ stem, isStop }) => (isStop ? [] : [stem]))
}

/** All stems of a text between spaces, so that a phrase is in a text if its key is in the key of the text. */
export function phraseKey(text: string): string {
  return keyOf(readWords(text))
}

/** See `phraseKey`. */
export function keyOf(words: readonly Word[]): string {
  return ` ${words.map(({ stem }) => stem).join(' ')} `
}

/** Endings of number, tense and adverbs only: a stemmer that joins more also joins what is different. */
function stemWord(word: string): string {
  if (word.length <= 3 || /\d/.test(word)) return word
  let stem = word.replace(/ies$/, 'y')
  if (/[^su]s$/.test(stem)) stem = stem.slice(0, -1)
  const shorter = stem.replace(/(?:ing|ed|er|ly)$/, '')
  if (shorter.length >= 3) stem = shorter
  return stem.replace(/e$/, '')
}
