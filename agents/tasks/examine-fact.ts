import { contentWords, wordCoverage } from '#agents/verify/content-words.ts'
import { unstatedNumbers } from '#agents/verify/numbers-in-text.ts'
import { isProse } from '#agents/is-prose.ts'

/**
 * Why a fact may not stand for the sentence it was made from, or undefined where it may: one complete sentence, every
 * number and name in it printed in the passage, and what the sentence says kept.
 */
export function examineFact(fact: string, source: { sentence: string; passage: string }): string | undefined {
  if (!isProse(fact)) return 'not one complete sentence'
  if (/[.!?]["”)]?\s+\p{Lu}/u.test(fact.replace(/\b(?:approx|ca|vs|e\.g|i\.e)\./g, ''))) return 'more than one sentence'
  if (leansOnPassage(fact)) return 'leans on its passage'
  const unstated = unstatedNumbers(fact, [source.sentence])
  if (unstated.length > 0) return `a number that the sentence does not state: ${unstated[0]?.value}`
  if (unstatedNumbers(source.sentence, [fact]).length > 0) return 'a number of the sentence is missing'
  const strange = names(fact).find((name) => !source.passage.includes(name))
  if (strange !== undefined) return `a name that the passage does not hold: ${strange}`
  if (wordCoverage(fact, source.passage) < 0.85) return 'words that the passage does not hold'
  if (wordCoverage(source.sentence, fact) < 0.6 || wordCoverage(fact, source.sentence) < 0.5)
    return 'another fact than the sentence states'
  if (contentWords(fact).length > 2 * contentWords(source.sentence).length) return 'much longer than the sentence'
  return undefined
}

/** Whether a fact points at something that only its passage tells: "this reaction", "such inclusions", "the latter". */
function leansOnPassage(fact: string): boolean {
  return /\b(?:this|these|the (?:latter|former|above)|such (?!as\b|an? |that\b|high\b|low\b|small\b|large\b)|both (?!\p{L}+(?: \p{L}+)? and\b)(?:the )?\p{L}+s)\b/iu.test(
    fact,
  )
}

/** Formulas, abbreviations and capitalised words inside a sentence. */
function names(text: string): string[] {
  return [...text.matchAll(/(?<!^)(?<![.!?]\s)\b\p{Lu}[\p{L}\p{N}]+/gu)].map(([name]) => name)
}
