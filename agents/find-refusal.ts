import type { Usage } from '#core/trace.ts'
import { addUsage, noUsage } from './add-usage.ts'
import { cleanSentence } from './clean-sentence.ts'
import type { Evidence } from './evidence/evidence.ts'
import { asksForValue } from './asks-for-value.ts'
import { contentWords } from './verify/content-words.ts'
import { numbersInText } from './verify/numbers-in-text.ts'
import type { Verifier } from './verify/verifier.ts'

/**
 * Below this cosine of question and nearest sentence (all-MiniLM-L6-v2) nothing is on the topic. Measured on the sample
 * corpus: 6 of 15 questions from elsewhere 0.16 to 0.29, 21 that it answers 0.59 to 0.90.
 */
const lowestCosine = 0.3
/**
 * Probability from which the evidence is taken to answer the question. Measured with Qwen2.5-Coder 1.5B: 21 questions
 * that the corpus answers 0.66 to 0.98, 8 near ones that it does not 0.14 to 0.58, and one 0.95 that asks for a value
 * where none is given.
 */
const answerThreshold = 0.6
/** The sentences read together for that. */
const sentencesRead = 5

/** Why a question cannot be answered from the evidence, in words for the one who asked; undefined where it can. */
export async function findRefusal(
  question: string,
  { sentences, background, bestCosine }: Evidence,
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
  const texts = [...sentences, ...background].map(({ text }) => cleanSentence(text))
  if (asksForValue(question) && !texts.some((text) => givesValue(question, text))) {
    return { refusal: 'No answer: the corpus speaks of this, but gives no value for what is asked.', usage: noUsage }
  }
  const read = texts.slice(0, sentencesRead)
  const { probability, usage } = await verifier.answers(question, read.join(' '), options)
  if (probability >= answerThreshold) return { usage: addUsage(noUsage, usage) }
  return {
    refusal: `No answer: the corpus has passages near this question, but none that answers it (probability ${probability.toFixed(2)}).`,
    usage: addUsage(noUsage, usage),
  }
}

/** Whether a sentence states a number and names what the value is asked of: in "the melting point of tungsten", tungsten. */
function givesValue(question: string, text: string): boolean {
  const owner = new Set(contentWords(/ (?:of|for|in|does|do|has|have) (.+)$/.exec(question)?.[1] ?? question))
  return numbersInText(text).length > 0 && contentWords(text).some((word) => owner.has(word))
}

function sharesWords(question: string, sentences: Evidence['sentences']): boolean {
  const asked = new Set(contentWords(question))
  return sentences.some(({ text, title }) => contentWords(`${title} ${text}`).some((word) => asked.has(word)))
}
