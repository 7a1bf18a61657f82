import type { BridgeReasonStep, SearchHit } from '#core/search.ts'
import type { SourceSentence } from '#core/task.ts'

/** A sentence of the corpus that bears on a question. */
export interface EvidenceSentence extends SourceSentence {
  readonly title: string
  /** Nearness to the question; comparable only within one set of evidence. */
  readonly relevance: number
  /** The passages that led to its own, where the question alone does not; the last one with the question that did. */
  readonly chain?: readonly BridgeReasonStep[]
}

/** What the corpus has on a question. */
export interface Evidence {
  /** The passages found, best first. */
  readonly hits: readonly SearchHit[]
  /** Cosine of question and nearest sentence; 0 where nothing was found. */
  readonly bestCosine: number
  /** The sentences to reason from, most relevant first. */
  readonly sentences: readonly EvidenceSentence[]
  /** Sentences beside these that tell of the surroundings, from other passages where there are any. */
  readonly background: readonly EvidenceSentence[]
}
