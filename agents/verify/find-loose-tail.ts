import { contentWords, unknownWords, wordCoverage } from './content-words.ts'

/** Where a sentence goes on to a consequence of what it has said. */
const consequence =
  /,?\s+(?:and\s+)?(?:thereby|thus|hence|therefore|consequently|which|leading to|resulting in|so that|making|allowing|enabling|causing|increasing|decreasing|enhancing|improving|reducing|lowering|raising|strengthening|as (?:\w+ed|shown|seen|given))\b/gi

/** What a head must not end with. */
const danglingEnd = /(?:[\s,;]+(?:and|thereby|thus|hence|therefore|consequently|which)?)*$/i

/** A tail with fewer words than this in any sentence is new wording, and the verifier's to judge. */
const toldShare = 0.5
/** A head shorter than this is no sentence. */
const wordsOfHead = 6

/** A claim taken apart where a consequence has no tie to its subject. */
export interface LooseTail {
  readonly tail: string
  /** The claim without the tail, as a sentence; absent where too little is left. */
  readonly head?: string
}

/**
 * The part of a claim that hangs a consequence on a subject of which no sentence tells it: "Hydration softens the sheets,
 * thereby deflecting cracks", where deflected cracks stand in a sentence that says nothing of hydration. Small models
 * take such joins for true, since both halves are. Undefined where there is none.
 */
export function findLooseTail(claim: string, sentences: readonly string[]): LooseTail | undefined {
  const subject = unknownWords(claim, []).slice(0, 2)
  const joints = [...claim.matchAll(consequence)]
  for (const [index, joint] of joints.entries()) {
    const tail = claim.slice(joint.index, joints[index + 1]?.index)
    if (contentWords(tail).length < 2) continue
    const told = sentences.filter((sentence) => wordCoverage(tail, sentence) >= toldShare)
    const isTied = told.some((sentence) => contentWords(sentence).some((word) => subject.includes(word)))
    if (told.length === 0 || isTied) continue
    const head = claim.slice(0, joint.index).replace(danglingEnd, '')
    const loose = { tail: tail.replace(/^[\s,]+|[\s,.;]+$/g, '') }
    return head.split(/\s+/).length >= wordsOfHead ? { ...loose, head: `${head}.` } : loose
  }
  return undefined
}
