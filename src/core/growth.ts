import type { RelationType } from './knowledge.ts'

/** A relation that was thought of. */
export interface GrowthEdge {
  readonly subject: string
  readonly type: RelationType
  readonly object: string
  /** `graph`: read from what is known; `model`: written by a model from its own thinking. */
  readonly origin: 'graph' | 'model'
  /** Chunks behind it; empty for the model's own. */
  readonly chunkIds: readonly string[]
}

/** One iteration of a growing graph: a question, its answer, and the relations thought of on the way (arXiv 2502.13025). */
export interface GrowthStep {
  readonly id: string
  /** Iterations of one run build one graph. */
  readonly run: string
  /** From 1. */
  readonly iteration: number
  readonly question: string
  readonly questionFrom: 'person' | 'model' | 'code'
  /** Empty where the corpus had none. */
  readonly answer: string
  readonly edges: readonly GrowthEdge[]
  /** Names that the next question begins from, newest first. */
  readonly keywords: readonly string[]
  readonly documentIds: readonly string[]
  readonly model: string
  /** Taken back: it counts no more, and its place is free. */
  readonly isUndone?: boolean
}
