import type { SearchHit } from '#core/search.ts'
import type { SourceSentence } from '#core/task.ts'

/** A sentence of the corpus that bears on a question. */
export interface EvidenceSentence extends SourceSentence {
  readonly title: string
  /** Nearness to the question; comparable only within one set of evidence. */
  readonly relevance: number
  /** The question that led to its passage, where that is not the one asked but one rewritten so often with what others say. */
  readonly askedAs?: { readonly question: string; readonly hops: number }
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
