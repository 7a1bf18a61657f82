import type { Citation } from './search.ts'
import type { Thinking } from './thinking.ts'

/** Tokens and calls spent. */
export interface Usage {
  readonly calls: number
  readonly inputTokens: number
  readonly outputTokens: number
}

/** A claim the critic checked, with its verdict. */
export interface Verdict {
  readonly claim: string
  /** Probability between 0 and 1 that the evidence supports the claim. */
  readonly support: number
  readonly isSupported: boolean
}

/** A sentence of an answer and what supports it. */
export interface AnswerSentence {
  readonly text: string
  /** Indices into the trace's citations; empty = without support, shown as such. */
  readonly citations: readonly number[]
  readonly support: number
}

/** One turn of the recursion: thinking, answer, and the critic's reflection on them. */
export interface ReasoningRound {
  /** 0 is the first answer. */
  readonly index: number
  readonly thinking: Thinking
  readonly answer: string
  readonly sentences: readonly AnswerSentence[]
  /** The critic's words on this round's thinking; empty for the last round. */
  readonly reflection: string
  readonly verdicts: readonly Verdict[]
  /** Share of the statements that claim evidence and are supported, 0 to 1. */
  readonly supportedShare: number
}

/** Everything that was thought on the way to an answer, so that it can be shown and replayed. */
export interface ReasoningTrace {
  readonly id: string
  readonly taskId?: string
  readonly question: string
  readonly mode: 'direct' | 'thinking' | 'recursive'
  readonly rounds: readonly ReasoningRound[]
  /** The answer given; empty when `refusal` says why there is none. */
  readonly answer: string
  readonly refusal?: string
  readonly citations: readonly Citation[]
  readonly documentIds: readonly string[]
  readonly models: { readonly reasoner: string; readonly critic: string; readonly verifier: string }
  readonly usage: Usage
}
