import type { ChatModel, ChatReply } from '#models/chat-model.ts'

/** A model that does what a test says, and the number of calls it had. */
export function scriptedChatModel(
  answer: (call: number) => string | Error,
  id = 'scripted',
): ChatModel & { readonly calls: number } {
  let calls = 0
  const next = async (): Promise<ChatReply> => {
    const text = answer(++calls)
    if (typeof text !== 'string') throw text
    return { text, stopReason: 'end', usage: { inputTokens: 10, cachedInputTokens: 4, outputTokens: 3 } }
  }
  return {
    id,
    contextWindow: 1000,
    supports: { grammar: true, prefill: true, seed: true, choices: true },
    get calls() {
      return calls
    },
    complete: next,
    async stream(_request, onText) {
      const reply = await next()
      for (const piece of reply.text.match(/.{1,3}/gs) ?? []) onText(piece)
      return reply
    },
    async weighChoices(_request, choices, options) {
      const { usage } = await next()
      options?.onUsage?.(usage)
      return choices.map(() => 1 / choices.length)
    },
    close: () => Promise.resolve(),
  }
}
