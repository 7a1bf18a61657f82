import type { RejectedWay } from './task.ts'
import type { Usage } from './trace.ts'

/** Character spans in a text, end exclusive. */
export interface TextSpan {
  readonly start: number
  readonly end: number
}

/** A preference pair: to `prompt`, `chosen` (grounded) is better than `rejected` (the policy's own answer). */
export interface PreferencePair {
  readonly id: string
  readonly taskId: string
  readonly traceId: string
  readonly prompt: string
  readonly chosen: string
  readonly rejected: string
  /** Where thinking and answer stand in `chosen`, markers included: masks are compiled from these per tokenizer. */
  readonly spans: { readonly thinking: TextSpan; readonly answer: TextSpan }
  readonly provenance: {
    readonly chunkIds: readonly string[]
    readonly documentIds: readonly string[]
    readonly licenses: readonly string[]
  }
  readonly generators: {
    readonly chosen: string
    readonly rejected: string
    /** SHA-256 of the prompt the policy was sampled with; equal to that of `prompt`. */
    readonly promptSha256: string
    readonly sampling: {
      readonly temperature: number
      readonly topP: number
      readonly topK: number
      readonly seed: number
      readonly maxTokens: number
    }
  }
  /** How the rejected answer came about; `phase-1` where not said. */
  readonly way?: RejectedWay
  readonly judge?: PairJudgement
  /** What the policy cost. */
  readonly usage?: Usage
  /** What a person decided; a pair that was refused is not exported. */
  readonly review?: 'accepted' | 'refused'
}

/** Which of two answers a judge prefers, asked in both orders without being told which is which. */
export interface PairJudgement {
  /** How it judges, with the model's id where there is one. */
  readonly by: string
  /** Probability that the chosen answer is the better one, shown first and shown second. */
  readonly chosenFirst: number
  readonly chosenSecond: number
  /** `tie`: the two orders disagree, or neither is clearly better. */
  readonly verdict: 'chosen' | 'rejected' | 'tie'
}

/** A pair that a gate refused, kept for inspection: as it would have been, and why it is not. */
export interface DroppedPair {
  readonly id: string
  readonly taskId: string
  readonly traceId: string
  readonly question: string
  readonly reason: string
  readonly documentIds: readonly string[]
  /** Absent where it was refused before the policy was asked. */
  readonly pair?: PreferencePair
}

/** What only the record can tell of a set of pairs. Shares lie between 0 and 1. */
export interface PairOrigin {
  /** Mean support of the sentences of the chosen answers by what they cite, read off the words. */
  readonly groundedness: number
  /** Numbers of chosen answers that nothing cited states. */
  readonly unsupportedNumbers: number
  readonly judged: number
  /** Share of the judged pairs that chosen wins in both orders, and in each. */
  readonly winRate: number
  readonly winRateFirst: number
  readonly winRateSecond: number
  /** Share of chosen answers with one closed block of thinking that does not run in circles. */
  readonly cleanThinking: number
  /** Share of the corpus' documents that the pairs were made from. */
  readonly documentCoverage: number
  /** Pairs of all that were tried; the others by reason. */
  readonly yield: number
  readonly drops: Readonly<Record<string, number>>
  /** Tokens read and written for a pair: its task, its answer, the policy's answer. */
  readonly tokensPerPair: number
  /** Share of pairs whose rejected answer is not of the present policy. */
  readonly stale?: number
  /** Share of pairs that have 13 words in a row in common with held-out texts. */
  readonly contamination?: number
}

/** What a set of pairs is like, before anybody trains on it. Shares lie between 0 and 1. */
export interface PairQuality {
  readonly pairs: number
  /** Mean number of words. */
  readonly words: { readonly prompt: number; readonly chosen: number; readonly rejected: number }
  /** How well length alone tells chosen from rejected (area under the ROC curve, 0.5 is ideal). */
  readonly separableByLength: number
  /** The same for one closed block of thinking. */
  readonly separableByFormat: number
  /** The same for length of the answer, thinking cut off: what is left when the format is learnt. */
  readonly separableByAnswerLength: number
  /** Mean share of words that chosen and rejected have in common. */
  readonly similarity: number
  /** Share of pairs of words in the chosen answers that are different (distinct-2). */
  readonly distinct2: number
  /** How much the chosen answers are like each other (BLEU-4 of each against the others). */
  readonly selfBleu: number
  readonly nearDuplicatePrompts: number
  /** Documents that the pairs were made from, and how unevenly (0 = evenly). */
  readonly documents: number
  readonly documentGini: number
  readonly licenses: Readonly<Record<string, number>>
  /** Measured where the record was at hand. */
  readonly origin?: PairOrigin
  /** What a trainer should know, in plain words. */
  readonly warnings: readonly string[]
}
