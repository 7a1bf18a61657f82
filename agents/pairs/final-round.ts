import type { ReasoningRound, ReasoningTrace } from '#core/trace.ts'

/** The round whose thinking stands behind the answer: the best one, or the last where the answer is from several. */
export function finalRound(trace: Pick<ReasoningTrace, 'rounds' | 'bestRound'>): ReasoningRound | undefined {
  return trace.rounds.find(({ index }) => index === trace.bestRound) ?? trace.rounds.at(-1)
}
