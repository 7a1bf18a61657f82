import type { Usage } from '#core/trace.ts'
import { addUsage, noUsage } from './add-usage.ts'
import { cleanSentence } from './clean-sentence.ts'
import type { Evidence } from './evidence/evidence.ts'
import { contentWords } from './verify/content-words.ts'
import type { Verifier } from './verify/verifier.ts'

/**
 * Below this cosine of question and nearest sentence (all-MiniLM-L6-v2) nothing is on the topic. Measured on the sample
 * corpus: questions from elsewhere 0.17 to 0.22, questions of the field 0.42 and more.
 */
const lowestCosine = 0.3
/**
 * Probability from which the evidence is taken to answer the question. Measured with Qwen2.5-Coder 1.5B: 13 questions
 * that the corpus answers 0.70 to 0.99, 9 that it does not 0.20 to 0.55.
 */
const answerThreshold = 0.6
/** The sentences read together for that. */
const sentencesRead = 5

/** Why a question cannot be answered from the evidence, in words for the one who asked; undefined where it can. */
export async function findRefusal(
  question: string,
  { sentences, bestCosine }: Evidence,
  verifier: Verifier,
  options: { signal?: AbortSignal } = {},
): Promise<{ refusal?: string; usage: Usage }> {
  if (sentences.length === 0) {
    return { refusal: 'No answer: the corpus holds no passage on this question.', usage: noUsage }
  }
  if (bestCosine < lowestCosine || !sharesWords(question, sentences)) {
    return {
      refusal: `No answer: nothing in the corpus is about this question (nearest sentence at cosine ${bestCosine.toFixed(2)}).`,
      usage: noUsage,
    }
  }
  const read = sentences.slice(0, sentencesRead).map(({ text }) => cleanSentence(text))
  const { probability, usage } = await verifier.answers(question, read.join(' '), options)
  if (probability >= answerThreshold) return { usage: addUsage(noUsage, usage) }
  return {
    refusal: `No answer: the corpus has passages near this question, but none that answers it (probability ${probability.toFixed(2)}).`,
    usage: addUsage(noUsage, usage),
  }
}

function sharesWords(question: string, sentences: Evidence['sentences']): boolean {
  const asked = new Set(contentWords(question))
  return sentences.some(({ text, title }) => contentWords(`${title} ${text}`).some((word) => asked.has(word)))
}
