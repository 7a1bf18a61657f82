import type { TextSpan } from '#core/pair.ts'
import { tokeniseWords, type WordToken } from './tokenise-words.ts'

const article = /^(?:a|an|the)$/

/**
 * Where a phrase stands in the words of a sentence: the same words in the same order, whatever their number, case and hyphens.
 * Undefined where it does not stand there, which is how invented entities are refused.
 */
export function locatePhrase(phrase: string, tokens: readonly WordToken[]): TextSpan | undefined {
  const wanted = wordsOf(tokeniseWords(phrase, 0, phrase.length)).map(({ word }) => word)
  while (wanted.length > 1 && article.test(wanted[0] ?? '')) wanted.shift()
  if (wanted.length === 0) return undefined
  const words = wordsOf(tokens)
  for (let first = 0; first + wanted.length <= words.length; first++) {
    if (!wanted.every((word, index) => words[first + index]?.word === word)) continue
    const start = words[first]?.token.start
    const end = words[first + wanted.length - 1]?.token.end
    if (start !== undefined && end !== undefined) return { start, end }
  }
  return undefined
}

function wordsOf(tokens: readonly WordToken[]): { word: string; token: WordToken }[] {
  return tokens.flatMap((token) =>
    token.words.map((word) => ({ word: /^\p{Lu}\p{Ll}+$/u.test(word) ? word.toLowerCase() : word, token })),
  )
}
