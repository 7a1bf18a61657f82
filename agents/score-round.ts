import type { ReasoningRound } from '#core/trace.ts'

/**
 * How well the answer is supported, whether it answers the question, and whether the thinking it came from is sound, 0 to 1;
 * to two digits, so that equals are equal.
 */
export function scoreRound({
  sentences,
  verdicts,
  answersQuestion = 1,
}: Pick<ReasoningRound, 'sentences' | 'verdicts' | 'answersQuestion'>): number {
  const supported = sentences.filter(({ citations }) => citations.length > 0)
  const support = supported.reduce((sum, sentence) => sum + sentence.support, 0) / Math.max(1, sentences.length)
  const steps = verdicts.filter(({ part }) => part === 'thinking')
  const soundness = steps.length === 0 ? 1 : steps.filter((step) => step.isSupported).length / steps.length
  return Math.round(100 * support * answersQuestion * soundness) / 100
}
