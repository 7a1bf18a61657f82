import { addUsage, noUsage } from '#agents/add-usage.ts'
import { cleanSentence } from '#agents/clean-sentence.ts'
import type { Verifier } from '#agents/verify/verifier.ts'
import type { Usage } from '#core/trace.ts'
import type { EvidenceSentence } from './evidence.ts'

/** The sentences that are weighed: the most relevant ones. */
const weighed = 4

/**
 * The evidence with the sentence first that best answers the question by itself: nearness finds what is on the topic,
 * the verifier knows what answers. The rest stays in its order.
 */
export async function preferAnswers(
  question: string,
  sentences: readonly EvidenceSentence[],
  verifier: Verifier,
  options: { signal?: AbortSignal } = {},
): Promise<{ sentences: readonly EvidenceSentence[]; usage: Usage }> {
  let usage = noUsage
  let best: { sentence: EvidenceSentence; worth: number } | undefined
  for (const sentence of sentences.slice(0, weighed)) {
    const judged = await verifier.answers(question, cleanSentence(sentence.text), options)
    usage = addUsage(usage, judged.usage)
    const worth = judged.probability + sentence.relevance
    if (best === undefined || worth > best.worth) best = { sentence, worth }
  }
  if (best === undefined) return { sentences, usage }
  const { sentence: first } = best
  return { sentences: [first, ...sentences.filter((sentence) => sentence !== first)], usage }
}
