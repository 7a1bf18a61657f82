import type { Usage } from '#core/trace.ts'

/** A probability and what it cost. */
export interface Judgement {
  /** Between 0 and 1. */
  readonly probability: number
  readonly usage: Usage
}

/** From this probability on a claim counts as supported, a question as answered. */
export const supportThreshold = 0.5

/** Judges claims against sentences of the corpus. It never sees the question of a claim, nor who made it. */
export interface Verifier {
  /** How it judges, with the model's id where there is one. */
  readonly id: string
  /** Probability that the evidence supports the claim; 0 without evidence. */
  support(claim: string, evidence: readonly string[], options?: { signal?: AbortSignal }): Promise<Judgement>
  /** Probability that the text answers the question. */
  answers(question: string, text: string, options?: { signal?: AbortSignal }): Promise<Judgement>
}
