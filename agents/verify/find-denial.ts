import { contentWords } from './content-words.ts'

const clauseEnd = /[,;:.!?]|\b(?:but|while|whereas|although|because|since|so)\b/
/** How many words of meaning a negation takes with it. */
const cues: readonly (readonly [RegExp, number])[] = [
  [/\b(?:not(?! only)|never|cannot|can't|doesn't|don't|isn't|aren't|fails? to)\b/gi, 2],
  [/\b(?:no(?! longer| more than| less than)|without|free of|lacks?)\b/gi, 1],
]
/** Words that deny without a negation. */
const hiddenDenial = /\b(?:prevent|avoid|stop|keep|kept|block|inhibit|suppress|hinder|absen|lack|free|loss|lose)/i
const exception = /^\s*\S+ (?:but|except|other than)\b/i

/**
 * What a claim denies although the text says it, or says although the text denies it; undefined where there is no such
 * word. Only words right after a negation count, so "does not melt and is strong" denies the melting alone.
 */
export function findDenial(claim: string, text: string): string | undefined {
  const [denied, deniedThere] = [deniedWords(claim), deniedWords(text)]
  const there = new Set(contentWords(text))
  const lifted = [...denied].find((word) => there.has(word) && !deniedThere.has(word))
  if (lifted !== undefined && ![...denied].some((word) => deniedThere.has(word))) return lifted
  if (denied.size > 0 || hiddenDenial.test(claim)) return undefined
  const said = new Set(contentWords(claim))
  return [...deniedThere].find((word) => said.has(word) && countOf(word, text) === 1)
}

function deniedWords(text: string): Set<string> {
  const words = new Set<string>()
  for (const [cue, reach] of cues) {
    for (const match of text.matchAll(cue)) {
      const after = text.slice(match.index + match[0].length)
      if (exception.test(after)) continue
      const clause = after.split(clauseEnd)[0] ?? ''
      for (const word of contentWords(clause).slice(0, reach)) words.add(word)
    }
  }
  return words
}

function countOf(word: string, text: string): number {
  return contentWords(text).filter((other) => other === word).length
}
