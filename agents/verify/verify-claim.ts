import { cleanSentence } from '#agents/clean-sentence.ts'
import { addUsage, noUsage } from '#agents/add-usage.ts'
import type { Usage } from '#core/trace.ts'
import { unknownWords } from './content-words.ts'
import { findLooseTail } from './find-loose-tail.ts'
import { unstatedNumbers } from './numbers-in-text.ts'
import { pickEvidence } from './pick-evidence.ts'
import { supportThreshold, type Verifier } from './verifier.ts'

/** What became of a claim that was held against evidence. */
export interface VerifiedClaim<T> {
  readonly support: number
  readonly isSupported: boolean
  /** Why it is not supported, where code decided it without asking the verifier. */
  readonly reason?: string
  /** The sentences it was held against, nearest first. */
  readonly evidence: readonly T[]
  readonly usage: Usage
}

/** A claim is held against the two sentences that share most words with it: more context makes small models say yes. */
const sentencesPerClaim = 2

/** A claim with two words or more that stand nowhere in the evidence has to be supported this clearly. */
const thresholdForNewWords = 0.8

/**
 * Whether sentences of the corpus support a claim. A sentence copied word for word is supported; a number that none of
 * them states is not, nor a consequence that none of them ties to the subject; all else is the verifier's to judge.
 */
export async function verifyClaim<T extends { readonly text: string }>(
  claim: string,
  sentences: readonly T[],
  verifier: Verifier,
  options: { signal?: AbortSignal } = {},
): Promise<VerifiedClaim<T>> {
  const copied = sentences.find((sentence) => comparable(sentence.text) === comparable(claim))
  if (copied !== undefined) return { support: 1, isSupported: true, evidence: [copied], usage: noUsage }

  const evidence = pickEvidence(claim, sentences, sentencesPerClaim)
  const [strange] = unstatedNumbers(
    claim,
    sentences.map(({ text }) => text),
  )
  if (strange !== undefined) {
    const number = [strange.value, strange.unit].filter((part) => part !== '').join(' ')
    return { support: 0, isSupported: false, reason: `no evidence states ${number}`, evidence, usage: noUsage }
  }
  if (evidence.length === 0) {
    return { support: 0, isSupported: false, reason: 'no evidence speaks of it', evidence, usage: noUsage }
  }
  const tail = findLooseTail(
    claim,
    sentences.map(({ text }) => text),
  )
  if (tail !== undefined) {
    const reason = `no evidence ties “${tail.trim().replace(/[.,;]$/, '')}” to what the sentence speaks of`
    return { support: 0, isSupported: false, reason, evidence, usage: noUsage }
  }
  const judged = await verifier.support(
    claim,
    evidence.map(({ text }) => cleanSentence(text)),
    options,
  )
  const strangeWords = unknownWords(
    claim,
    sentences.map(({ text }) => text),
  )
  const isInvented = strangeWords.length >= 2 && judged.probability < thresholdForNewWords
  return {
    support: judged.probability,
    isSupported: judged.probability >= supportThreshold && !isInvented,
    ...(isInvented ? { reason: `no evidence speaks of ${strangeWords.slice(0, 3).join(', ')}` } : {}),
    evidence,
    usage: addUsage(noUsage, judged.usage),
  }
}

function comparable(text: string): string {
  return cleanSentence(text).toLowerCase()
}
