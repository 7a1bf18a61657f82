import type { EntityType } from './knowledge.ts'
import type { Thinking } from './thinking.ts'

/** A sentence of a chunk, with offsets into the document's text. */
export interface SourceSentence {
  readonly chunkId: string
  readonly documentId: string
  readonly page?: number
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A passage that stands near the random text of a task, and how it was found. */
export interface ContextPassage {
  readonly chunkId: string
  readonly documentId: string
  readonly title: string
  readonly page?: number
  readonly text: string
  readonly foundIn: 'vectors' | 'graph'
  /** Cosine for vectors, number of shared entities for the graph. */
  readonly score: number
  /** Names of the entities it shares with the random text. */
  readonly through: readonly string[]
}

/** A triple near the random text, with the sentence that states it. */
export interface ContextRelation {
  readonly subject: string
  readonly type: string
  readonly predicate: string
  readonly object: string
  readonly evidence: SourceSentence
}

/** One relation of a path: its object is the subject of the next. */
export interface PathStep extends ContextRelation {
  readonly subjectType: EntityType
  readonly objectType: EntityType
  /** In a comparison: the measured value that the sentence states. */
  readonly quantityId?: string
}

/**
 * How the steps of a path hang together. `chain`: each begins where the one before ended. `meeting`: both end in the same
 * thing. `origin`: both begin with the same thing, which is the answer. `comparison`: both tell a value of one property, the last one that of the answer.
 */
export type PathShape = 'chain' | 'meeting' | 'origin' | 'comparison'

/** A sentence of an open book. */
export interface BookSentence {
  readonly sentence: SourceSentence
  readonly step?: number
}

/** A piece of the text that a task of profile `preflexor` was made from. */
export interface SeedPassage {
  readonly documentId: string
  readonly title: string
  readonly page?: number
  /** Offsets into the document's text. */
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The published ways to get a rejected answer: the policy without thinking, the policy with it, a teacher asked for a wrong one. */
export const rejectedWays = ['phase-1', 'phase-2', 'teacher'] as const
export type RejectedWay = (typeof rejectedWays)[number]

/** What the published method writes beside the question (arXiv 2410.12375). */
export interface PublishedSample {
  readonly seeds: readonly SeedPassage[]
  /** Detailed context on the question, from the whole corpus. */
  readonly enrichment: string
  /** As the teacher wrote it: nothing in it was held against evidence. */
  readonly thinking: Thinking
  readonly answer: string
  /** Thinking between its markers, a new line, the answer. */
  readonly chosen: string
  readonly rejected?: { readonly way: RejectedWay; readonly text: string; readonly model: string }
}

/** How a question was found: about a sentence of a random passage, along relations of the graph, or as published. */
export const taskProfiles = ['grounded', 'graph-path', 'preflexor'] as const
export type TaskProfile = (typeof taskProfiles)[number]

/** A question the system asks itself about a random piece of the corpus. */
export interface Task {
  readonly id: string
  readonly profile: TaskProfile
  readonly seed: number
  readonly question: string
  /** The prompt the policy sees and is trained on. */
  readonly trainingPrompt: string
  /** The random piece of text. */
  readonly passage: {
    readonly chunkId: string
    readonly documentId: string
    readonly title: string
    readonly page?: number
    readonly text: string
  }
  /** The sentence the question is about and the one fact it states. */
  readonly keySentence: SourceSentence
  readonly fact: string
  /** `sentence`: the printed sentence is the fact, because it stands by itself or the model's wording did not hold to it. */
  readonly factOrigin: 'model' | 'sentence'
  readonly context: { readonly passages: readonly ContextPassage[]; readonly relations: readonly ContextRelation[] }
  /** Profile `graph-path`: the relations that lead from what the question names to its answer, in order. */
  readonly path?: readonly PathStep[]
  /** How the steps of the path hang together; a chain where not said. */
  readonly shape?: PathShape
  /**
   * Profile `graph-path`: the sentences that the training prompt shows, numbered from 1 in this order; `step` is the index
   * of the step of the path that a sentence states, absent where it only distracts.
   */
  readonly book?: readonly BookSentence[]
  /** Profile `preflexor`: the whole sample of the published method. `fact` is its answer, `keySentence` the seed sentence nearest to that. */
  readonly sample?: PublishedSample
  /** Every document it was made from: deleting one withdraws the task. */
  readonly documentIds: readonly string[]
  readonly generator: {
    readonly model: string
    readonly calls: number
    readonly inputTokens: number
    readonly outputTokens: number
  }
}
