import type { z } from 'zod'

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** How the reply is forced into a shape. */
export type ReplyFormat =
  /** A JSON value that the schema accepts. */
  | { readonly kind: 'json'; readonly schema: z.ZodType }
  /** GBNF grammar; only where `supports.grammar`. */
  | { readonly kind: 'grammar'; readonly gbnf: string }

export interface ChatRequest {
  readonly messages: readonly ChatMessage[]
  /** The assistant turn starts with this text; the reply goes on from it and does not repeat it. */
  readonly prefill?: string
  readonly format?: ReplyFormat
  readonly maxTokens: number
  /** 0 = greedy. */
  readonly temperature?: number
  readonly topP?: number
  readonly topK?: number
  readonly seed?: number
  /** Generation ends before any of these texts; they are not part of the reply. */
  readonly stop?: readonly string[]
  /**
   * Which of the model's warm contexts to use: calls that share a long beginning name the same lane, so the prefix is
   * read once. No effect on the reply's meaning; ignored by models without such a cache.
   */
  readonly lane?: 'context' | 'check'
}

export interface ChatUsage {
  readonly inputTokens: number
  /** Of the input tokens, those that were not read again. */
  readonly cachedInputTokens: number
  readonly outputTokens: number
}

export interface ChatReply {
  /** Without the prefill. */
  readonly text: string
  /** `length` means the reply was cut at `maxTokens`. */
  readonly stopReason: 'end' | 'stop' | 'length'
  readonly usage: ChatUsage
}

/** A model that goes on with a conversation. */
export interface ChatModel {
  /** Provider and name, with the file's hash where it is local: equal ids give comparable replies. */
  readonly id: string
  /** Tokens of prompt and reply together. */
  readonly contextWindow: number
  readonly supports: {
    readonly grammar: boolean
    readonly prefill: boolean
    readonly seed: boolean
    readonly choices: boolean
  }
  /**
   * One reply. Errors: `invalid-input` (prompt over the context window, unsupported format), `unavailable` (retryable or
   * not), `invalid-model-output` (a format that the reply does not meet), `cancelled`.
   */
  complete(request: ChatRequest, options?: { signal?: AbortSignal }): Promise<ChatReply>
  /** The same, telling each piece of text as it comes; the pieces joined are the reply's text. */
  stream(request: ChatRequest, onText: (text: string) => void, options?: { signal?: AbortSignal }): Promise<ChatReply>
  /**
   * Probabilities of each choice as the first words of the reply, normalised over the choices (they sum to 1), in order.
   * Only where `supports.choices`; otherwise `invalid-input`. `onUsage` is told once what it cost.
   */
  weighChoices(
    request: Omit<ChatRequest, 'maxTokens'>,
    choices: readonly string[],
    options?: { signal?: AbortSignal; onUsage?: (usage: ChatUsage) => void },
  ): Promise<readonly number[]>
  close(): Promise<void>
}
