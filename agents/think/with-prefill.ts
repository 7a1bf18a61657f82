import type { ChatModel, ChatRequest } from '#models/chat-model.ts'

/** A request whose assistant turn begins with `prefill`; a model that cannot be prefilled is asked in words to go on from it. */
export function withPrefill(request: ChatRequest, prefill: string, model: ChatModel): ChatRequest {
  if (model.supports.prefill) return { ...request, prefill }
  const last = request.messages.at(-1)
  if (last === undefined) return request
  const content = `${last.content}\n\nYour reply has begun like this. Go on exactly where it ends and do not repeat it:\n\n${prefill}`
  return { ...request, messages: [...request.messages.slice(0, -1), { ...last, content }] }
}
