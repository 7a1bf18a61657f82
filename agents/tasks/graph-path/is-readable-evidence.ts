import { leansOnAnother } from '#agents/leans-on-another.ts'
import { tellsSomething } from './tells-something.ts'
import { wordCount } from './word-count.ts'

/** A sentence shorter than this says nothing, a longer one is a list or debris. */
const wordsOfEvidence = { fewest: 5, most: 60 }
/** Pictures, tables and the work itself, which a reader of the sentence alone does not see. */
const pointsElsewhere =
  /\b(?:figs?\.?|figures?|tables?|schemes?|eqs?\.?|equations?|sections?|keywords|we|our|us|this (?:study|work|paper|article)|authors?)\b|[|•]/i

/** Whether a sentence says the relation in words that can be asked about, and can be read without its neighbours. */
export function isReadableEvidence(relation: { readonly predicate: string }, sentence: string): boolean {
  const words = wordCount(sentence)
  if (words < wordsOfEvidence.fewest || words > wordsOfEvidence.most || pointsElsewhere.test(sentence)) return false
  return (
    /^[\p{Lu}\p{N}].*\.$/su.test(sentence.trim()) && !leansOnAnother(sentence) && tellsSomething(relation, sentence)
  )
}
