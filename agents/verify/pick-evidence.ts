import { wordCoverage } from './content-words.ts'
import { numbersInText } from './numbers-in-text.ts'

/** The sentences nearest to a claim by its words and numbers, nearest first; those that share nothing are left out. */
export function pickEvidence<T extends { readonly text: string }>(
  claim: string,
  sentences: readonly T[],
  count: number,
): T[] {
  const values = numbersInText(claim).map(({ value }) => value)
  return sentences
    .map((sentence, index) => {
      const stated = new Set(numbersInText(sentence.text).map(({ value }) => value))
      const shared = values.filter((value) => stated.has(value)).length / Math.max(1, values.length)
      return { sentence, index, nearness: wordCoverage(claim, sentence.text) + 0.5 * shared }
    })
    .filter(({ nearness }) => nearness > 0)
    .sort((a, b) => b.nearness - a.nearness || a.index - b.index)
    .slice(0, count)
    .map(({ sentence }) => sentence)
}
