import { addUsage, noUsage } from '#agents/add-usage.ts'
import { cleanSentence } from '#agents/clean-sentence.ts'
import type { Usage } from '#core/trace.ts'
import { unknownWords } from './content-words.ts'
import { findContradiction } from './find-contradiction.ts'
import { findLooseTail } from './find-loose-tail.ts'
import { unstatedNumbers } from './numbers-in-text.ts'
import { pickEvidence } from './pick-evidence.ts'
import { unknownMaterial } from './unknown-material.ts'
import { supportThreshold, type Verifier } from './verifier.ts'

/** What became of a claim that was held against evidence. */
export interface VerifiedClaim<T> {
  readonly support: number
  readonly isSupported: boolean
  /** Why it is not supported, where code decided it. */
  readonly reason?: string
  /** What is left of the claim without a consequence that nothing supports; not judged yet. */
  readonly cutTo?: string
  /** The sentences it was held against, nearest first. */
  readonly evidence: readonly T[]
  readonly usage: Usage
}

/** A claim is held against the two sentences that share most words with it: more context makes small models say yes. */
const sentencesPerClaim = 2

/** A claim with two words or more that stand nowhere in the evidence has to be supported this clearly; with too many it is invented. */
const thresholdForNewWords = 0.8
const mostNewWords = 3

/** What is left of a probability where code finds a contradiction: never support, but an order of doubt is kept. */
const contradictedShare = 0.4

/**
 * Whether sentences of the corpus support a claim. A sentence copied word for word is supported; a number that none of
 * them states is not, nor a material that none of them names, a consequence that none of them ties to the subject, or what
 * the nearest one denies or turns round; all else is the verifier's to judge.
 */
export async function verifyClaim<T extends { readonly text: string }>(
  claim: string,
  sentences: readonly T[],
  verifier: Verifier,
  options: { signal?: AbortSignal } = {},
): Promise<VerifiedClaim<T>> {
  const copied = sentences.find((sentence) => comparable(sentence.text) === comparable(claim))
  if (copied !== undefined) return { support: 1, isSupported: true, evidence: [copied], usage: noUsage }

  const texts = sentences.map(({ text }) => cleanSentence(text))
  const evidence = pickEvidence(claim, sentences, sentencesPerClaim)
  const refuse = (reason: string, cutTo?: string): VerifiedClaim<T> => {
    return {
      support: 0,
      isSupported: false,
      reason,
      ...(cutTo === undefined ? {} : { cutTo }),
      evidence,
      usage: noUsage,
    }
  }
  const [strange] = unstatedNumbers(claim, texts)
  if (strange !== undefined) return refuse(`no evidence states ${`${strange.value} ${strange.unit}`.trim()}`)
  if (evidence.length === 0) return refuse('no evidence speaks of it')
  const titles = sentences.flatMap((sentence) => ('title' in sentence ? [String(sentence.title)] : []))
  const material = unknownMaterial(claim, [...texts, ...titles])
  if (material !== undefined) return refuse(`no evidence speaks of ${material}`)
  const loose = findLooseTail(claim, texts)
  if (loose !== undefined) return refuse(`no evidence ties “${loose.tail}” to its subject`, loose.head)

  const judged = await verifier.support(
    claim,
    evidence.map(({ text }) => cleanSentence(text)),
    options,
  )
  const contradiction = findContradiction(claim, cleanSentence(evidence[0]?.text ?? ''))
  if (contradiction !== undefined) {
    return {
      support: judged.probability * contradictedShare,
      isSupported: false,
      reason: contradiction,
      evidence,
      usage: addUsage(noUsage, judged.usage),
    }
  }
  const newWords = unknownWords(claim, texts)
  const isInvented =
    newWords.length > mostNewWords || (newWords.length > 1 && judged.probability < thresholdForNewWords)
  return {
    support: judged.probability,
    isSupported: judged.probability >= supportThreshold && !isInvented,
    ...(isInvented ? { reason: `no evidence speaks of ${newWords.slice(0, 3).join(', ')}` } : {}),
    evidence,
    usage: addUsage(noUsage, judged.usage),
  }
}

function comparable(text: string): string {
  return cleanSentence(text).toLowerCase()
}
