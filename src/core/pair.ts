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
