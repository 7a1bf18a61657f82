/** A text that is continued: its own tokens see the tokens of `before`, if it names a segment, and themselves. */
export interface Segment {
  readonly tokens: readonly number[]
  /** Index of the segment that stands before this one. */
  readonly after?: number
}

/** Asks for the log-probability of a token given everything before it. */
export interface Question {
  /** Where the last token before it stands: segment and place in it. */
  readonly segment: number
  readonly place: number
  readonly target: number
}

/** Texts that run through the model as one sequence. */
export interface PackedBatch {
  readonly segments: readonly Segment[]
  readonly questions: readonly Question[]
}
