import type { PairJudgement } from '#core/pair.ts'

/** Two answers to one question and the sentences that the question is about. */
export interface Contest {
  readonly question: string
  /** Answers alone, their thinking cut off: the form tells nothing then. */
  readonly chosen: string
  readonly rejected: string
  readonly evidence: readonly string[]
}

/** Says which of two answers is better; it is never told which one is meant to be. */
export interface PairJudge {
  readonly id: string
  judge(contest: Contest, options?: { signal?: AbortSignal }): Promise<PairJudgement>
}
