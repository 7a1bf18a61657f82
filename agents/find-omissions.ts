import type { Usage } from '#core/trace.ts'
import { addUsage, noUsage } from './add-usage.ts'
import { cleanSentence } from './clean-sentence.ts'
import type { EvidenceSentence } from './evidence/evidence.ts'
import { wordCoverage } from './verify/content-words.ts'
import type { Verifier } from './verify/verifier.ts'

/** The sentences looked at, the most relevant ones, and how many omissions are told at a time. */
const sentencesRead = 5
const mostOmissions = 2
/** A sentence of which this share of words was said counts as said. */
const saidShare = 0.6
/** A sentence has to answer the question clearly before its absence is a fault. */
const clearly = 0.75

/** Sentences of the evidence that answer the question by themselves and are neither in the thinking nor in the answer. */
export async function findOmissions(
  question: string,
  said: string,
  evidence: readonly EvidenceSentence[],
  verifier: Verifier,
  options: { signal?: AbortSignal } = {},
): Promise<{ omissions: readonly EvidenceSentence[]; usage: Usage }> {
  const omissions: EvidenceSentence[] = []
  let usage = noUsage
  for (const sentence of evidence.slice(0, sentencesRead)) {
    if (omissions.length === mostOmissions) break
    if (wordCoverage(sentence.text, said) >= saidShare) continue
    const judged = await verifier.answers(question, cleanSentence(sentence.text), options)
    usage = addUsage(usage, judged.usage)
    if (judged.probability >= clearly) omissions.push(sentence)
  }
  return { omissions, usage }
}
