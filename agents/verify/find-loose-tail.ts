import { contentWords, unknownWords, wordCoverage } from './content-words.ts'

/** Where a sentence goes on to a consequence of what it has said. */
const consequence =
  /,?\s+(?:and\s+)?(?:thereby|thus|hence|therefore|consequently|which|leading to|resulting in|so that|making|allowing|enabling|causing|increasing|decreasing|enhancing|improving|reducing|lowering|raising|strengthening)\b/i

/** A tail with fewer words than this in any sentence is new wording, and the verifier's to judge. */
const toldShare = 0.5

/**
 * The part of a claim that hangs a consequence on a subject of which no sentence tells it: "Hydration softens the sheets,
 * thereby deflecting cracks", where deflected cracks stand in a sentence that says nothing of hydration. Small models
 * take such joins for true, since both halves are. Undefined where there is none.
 */
export function findLooseTail(claim: string, sentences: readonly string[]): string | undefined {
  const subject = unknownWords(claim, []).slice(0, 2)
  const parts = claim.split(new RegExp(consequence, 'gi'))
  return parts.slice(1).find((tail) => {
    if (contentWords(tail).length < 2) return false
    const told = sentences.filter((sentence) => wordCoverage(tail, sentence) >= toldShare)
    return told.length > 0 && !told.some((sentence) => contentWords(sentence).some((word) => subject.includes(word)))
  })
}
