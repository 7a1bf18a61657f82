import { addUsage, noUsage } from '#agents/add-usage.ts'
import { cleanSentence } from '#agents/clean-sentence.ts'
import type { EvidenceSentence } from '#agents/evidence/evidence.ts'
import type { Verifier } from '#agents/verify/verifier.ts'
import type { Citation } from '#core/search.ts'
import type { AnswerSentence, Usage } from '#core/trace.ts'

const sentencesTried = 3
/** Nothing else speaks for the sentence, so it has to answer clearly. */
const clearly = 0.75

/**
 * An answer in the corpus's own words, where no sentence that was written is supported: the first of the most relevant
 * sentences that answers the question. No sentence where none does.
 */
export async function copyAnswer(
  question: string,
  evidence: readonly EvidenceSentence[],
  verifier: Verifier,
  options: { signal?: AbortSignal } = {},
): Promise<{ sentences: readonly AnswerSentence[]; citations: readonly Citation[]; usage: Usage }> {
  let usage = noUsage
  for (const { chunkId, documentId, page, start, end, text } of evidence.slice(0, sentencesTried)) {
    const judged = await verifier.answers(question, cleanSentence(text), options)
    usage = addUsage(usage, judged.usage)
    if (judged.probability < clearly) continue
    return {
      sentences: [{ text: cleanSentence(text), citations: [0], support: 1 }],
      citations: [{ chunkId, documentId, ...(page === undefined ? {} : { page }), start, end, quote: text }],
      usage,
    }
  }
  return { sentences: [], citations: [], usage }
}
