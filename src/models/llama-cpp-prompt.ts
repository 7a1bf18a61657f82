import type { ChatHistoryItem, ChatWrapper, LlamaModel, Token } from 'node-llama-cpp'
import { NacreError } from '#core/errors.ts'
import type { ChatRequest } from './chat-model.ts'

/** Turns the messages of a request into the tokens of a prompt whose assistant turn is open. */
export type WritePrompt = (request: Pick<ChatRequest, 'messages' | 'prefill'>) => Token[]

/**
 * Prompts by the chat template in the model's own file. Only the template's text may become control tokens; what the
 * messages and the prefill say is always plain text, so a document cannot end its turn or open another one.
 */
export async function createWritePrompt(model: LlamaModel): Promise<WritePrompt> {
  const { resolveChatWrapper } = await import('node-llama-cpp')
  // By name, because the library's ready-made wrapper for this family writes the first turn marker twice.
  const hasTemplate = model.fileInfo.metadata.tokenizer?.chat_template !== undefined
  const wrapper: ChatWrapper = hasTemplate
    ? resolveChatWrapper(model, { type: 'jinjaTemplate', warningLogs: false })
    : resolveChatWrapper(model, { warningLogs: false })

  return ({ messages, prefill }) => {
    if (messages.at(-1)?.role !== 'user') {
      throw new NacreError(
        'invalid-input',
        'Expected the last message to be the user’s; give the beginning of the answer as "prefill".',
      )
    }
    const chatHistory: ChatHistoryItem[] = messages.map((message) =>
      message.role === 'assistant'
        ? { type: 'model', response: [message.content] }
        : { type: message.role, text: message.content },
    )
    chatHistory.push({ type: 'model', response: prefill === undefined ? [] : [prefill] })
    const tokens = wrapper.generateContextState({ chatHistory }).contextText.tokenize(model.tokenizer)
    const { bos, shouldPrependBosToken } = model.tokens
    if (shouldPrependBosToken && bos !== null && tokens[0] !== bos) tokens.unshift(bos)
    return tokens
  }
}
