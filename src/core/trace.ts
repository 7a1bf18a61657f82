import type { RelationType } from './knowledge.ts'
import type { BridgeReasonStep, Citation } from './search.ts'
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
  /** Where the claim stands. */
  readonly part: 'thinking' | 'answer'
  /** Probability between 0 and 1 that the evidence supports the claim. */
  readonly support: number
  readonly isSupported: boolean
  /** Why it is not supported where code decided it, such as a number that no evidence states. */
  readonly reason?: string
  /** What is left of the claim after a consequence that nothing supports was cut off; judged by itself. */
  readonly cutTo?: string
  /** The sentences of the corpus it was held against, nearest first. */
  readonly evidence: readonly string[]
}

/** A sentence of an answer and what supports it. */
export interface AnswerSentence {
  readonly text: string
  /** Indices into the citations beside it; empty = without support, shown as such. */
  readonly citations: readonly number[]
  readonly support: number
}

/** One turn of the recursion: thinking, answer, and the critic's reflection on them. */
export interface ReasoningRound {
  /** 0 is the first answer. */
  readonly index: number
  readonly thinking: Thinking
  readonly answer: string
  /** The sentences of `answer`, unsupported consequences cut off. */
  readonly sentences: readonly AnswerSentence[]
  /** What this round's sentences cite. */
  readonly citations: readonly Citation[]
  /** The critic's words on this round's thinking and answer, written from the verdicts; empty where there was no critic. */
  readonly reflection: string
  readonly verdicts: readonly Verdict[]
  /** Sentences of the evidence that answer the question and that thinking and answer leave out. */
  readonly omissions: readonly string[]
  /** Probability that the supported sentences of the answer answer the question; absent where nobody asked. */
  readonly answersQuestion?: number
  /** Share of the statements that claim evidence and are supported, 0 to 1. */
  readonly supportedShare: number
  /** What the best round is chosen by, 0 to 1: support of the answer, whether it answers, soundness of the thinking. */
  readonly score?: number
}

/**
 * Ways to think again: from the verdicts of the verifier (ours), or as published (arXiv 2410.12375): the critic reflects on
 * the thinking and writes it anew (`thinking`), or it writes it anew from the reasoner's own reflection (`response`).
 */
export const recursions = ['verdicts', 'thinking', 'response'] as const
export type Recursion = (typeof recursions)[number]

/** A call of a model on the way to an answer, as it was asked and as it replied. */
export interface ModelCall {
  readonly role: 'reasoner' | 'critic' | 'integrator'
  readonly step: string
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly prefill?: string
  readonly reply: string
}

/** How an answer was asked for: the same settings, corpus and models give the same trace. */
export interface ReasonSettings {
  readonly rounds: number
  readonly seed: number
  readonly recursion: Recursion
  readonly isIntegrated: boolean
  readonly stopsEarly: boolean
  /** Most tokens of one reply in the published recursions. */
  readonly replyTokens: number
}

/** `agent`: a model that looks for its evidence itself. */
export const reasonModes = ['direct', 'thinking', 'recursive', 'agent'] as const
export type ReasonMode = (typeof reasonModes)[number]

/** A thing in the graph of a thinking, with the entity of the corpus where it is one. */
export interface ThoughtNode {
  readonly name: string
  readonly entityId?: string
}

/** The graph that stood in the thinking; it belongs to the trace. */
export interface ThoughtGraph {
  readonly nodes: readonly ThoughtNode[]
  readonly edges: readonly {
    /** Names of nodes. */
    readonly subject: string
    readonly type: RelationType
    readonly object: string
    /** The round in which it first stood. */
    readonly round: number
    /** Passages of the corpus that state it; none where only the model thought so. */
    readonly chunkIds: readonly string[]
  }[]
}

/** How a cited passage was found to which the question alone does not lead: passage by passage. */
export interface CitedChain {
  readonly chunkId: string
  readonly steps: readonly BridgeReasonStep[]
}

/** Everything that was thought on the way to an answer, so that it can be shown and replayed. */
export interface ReasoningTrace {
  readonly id: string
  readonly taskId?: string
  readonly question: string
  readonly mode: ReasonMode
  /** Absent in traces of older versions and of tasks whose answer no model wrote. */
  readonly settings?: ReasonSettings
  readonly graph?: ThoughtGraph
  /** Every call of the published recursions and of the agent, in order. */
  readonly calls?: readonly ModelCall[]
  readonly rounds: readonly ReasoningRound[]
  /** The answer given; empty when `refusal` says why there is none. */
  readonly answer: string
  /** The sentences of `answer`, each with what supports it. */
  readonly sentences: readonly AnswerSentence[]
  /** The round the answer is from; absent when it was put together from several, or copied from the evidence. */
  readonly bestRound?: number
  readonly refusal?: string
  /** What the sentences of the given answer cite. */
  readonly citations: readonly Citation[]
  /** Absent where the question itself led to all that is cited. */
  readonly chains?: readonly CitedChain[]
  readonly documentIds: readonly string[]
  readonly models: {
    readonly reasoner: string
    readonly critic: string
    readonly verifier: string
    readonly integrator?: string
  }
  /** Why it ended before all rounds were written, such as a budget that gave out. */
  readonly stopped?: string
  readonly usage: Usage
}
