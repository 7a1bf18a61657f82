import type { GraphStore } from '#graph/graph-store.ts'
import type { ChatModel } from '#models/chat-model.ts'
import type { LlamaTokenizer } from '#models/llama-cpp-tokenizer.ts'
import type { LlamaModel } from '#agents/training/llama/llama-model.ts'
import type { PolicyNetwork } from '#agents/training/llama/policy-network.ts'
import type { Trainer } from '#agents/training/trainer.ts'
import type { PolicyRegistry } from '#agents/training/registry/open-policy-registry.ts'

/** An adapter by its file, as a sampler loads it. */
export interface AdapterFile {
  readonly path: string
  readonly hash: string
}

/** What a round works with. */
export interface RoundParts {
  readonly graph: GraphStore
  readonly registry: PolicyRegistry
  /** The base model: its file, its id, its weights, and what computes with them. */
  readonly modelPath: string
  readonly base: string
  readonly model: LlamaModel
  readonly network: PolicyNetwork
  readonly tokenizer: LlamaTokenizer
  readonly trainer: Trainer
  /** Opens the policy with an adapter, or without one; the caller closes it. */
  readonly openPolicy: (adapter: AdapterFile | undefined) => Promise<ChatModel>
  /** Where plans, pairs, checkpoints and evaluations are kept. */
  readonly folder: string
  readonly now: () => Date
}

export type Stage = 'tasks' | 'base' | 'pairs' | 'check' | 'training' | 'evaluation'

export interface RoundOptions {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((stage: Stage, done: number, total: number, detail?: string) => void) | undefined
}
