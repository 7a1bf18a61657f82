import { throwIfCancelled } from '#core/errors.ts'
import type { ChatModel, ChatReply, ChatRequest } from '#models/chat-model.ts'

/** A model whose replies a test has written. It thinks nothing: it only follows the script. */
export interface FakeChatModel extends ChatModel {
  /** Everything it was asked, in order. */
  readonly requests: readonly ChatRequest[]
}

/**
 * A model for testing control flow: `script` says what it replies to each request (the text after the prefill). Every
 * reply counts 10 input tokens, 4 of them cached, and 3 output tokens.
 */
export function createFakeChatModel(
  script: (request: ChatRequest, call: number) => string,
  supports: Partial<ChatModel['supports']> = {},
): FakeChatModel {
  const requests: ChatRequest[] = []
  const reply = (request: ChatRequest, signal: AbortSignal | undefined): ChatReply => {
    throwIfCancelled(signal)
    requests.push(request)
    const text = script(request, requests.length)
    return { text, stopReason: 'end', usage: { inputTokens: 10, cachedInputTokens: 4, outputTokens: 3 } }
  }
  return {
    id: 'fake',
    contextWindow: 4096,
    supports: { grammar: true, prefill: true, seed: true, choices: false, ...supports },
    requests,
    complete: async (request, options) => reply(request, options?.signal),
    stream: async (request, onText, options) => {
      const told = reply(request, options?.signal)
      for (const piece of told.text.match(/[^]{1,5}/g) ?? []) onText(piece)
      return told
    },
    weighChoices: () => Promise.reject(new Error('the fake model weighs nothing')),
    close: () => Promise.resolve(),
  }
}
