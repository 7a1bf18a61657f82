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
}

/** A pair that a gate refused, kept for inspection. */
export interface DroppedPair {
  readonly taskId: string
  readonly traceId: string
  readonly reason: string
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
  readonly nearDuplicatePrompts: number
  /** Documents that the pairs were made from, and how unevenly (0 = evenly). */
  readonly documents: number
  readonly documentGini: number
  readonly licenses: Readonly<Record<string, number>>
  /** What a trainer should know, in plain words. */
  readonly warnings: readonly string[]
}
