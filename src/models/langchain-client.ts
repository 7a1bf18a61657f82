import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { ChatRequest } from './chat-model.ts'

export interface LangChainChatModelOptions {
  /** As LangChain names them: `openai`, `ollama`, `anthropic`, `mistralai` … */
  readonly provider: string
  readonly name: string
  /** Address of any server that speaks the provider's API. */
  readonly baseUrl?: string
  readonly apiKey?: string
  /** Tokens of prompt and reply together; servers do not tell. */
  readonly contextTokens?: number
  readonly timeoutMs?: number
  /** Milliseconds since 1970, for servers that say at what time to come again. */
  readonly now?: () => number
}

/** A client of a provider for one way of sampling; it never tries again by itself. */
export async function openLangChainClient(
  request: Pick<ChatRequest, 'maxTokens' | 'temperature' | 'topP' | 'topK' | 'seed'>,
  options: LangChainChatModelOptions,
): Promise<BaseChatModel> {
  const { initChatModel } = await import('langchain')
  const { provider, name, baseUrl, apiKey } = options
  const sampling = {
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.topP === undefined ? {} : { topP: request.topP }),
  }
  const common = { modelProvider: provider, maxRetries: 0, ...sampling }
  if (provider === 'openai') {
    const model = await initChatModel(name, {
      ...common,
      maxTokens: request.maxTokens,
      // Servers of one's own usually ask for no key, but the client insists on one.
      apiKey: apiKey ?? (baseUrl === undefined ? undefined : 'none'),
      ...(baseUrl === undefined ? {} : { configuration: { baseURL: baseUrl } }),
      ...(request.seed === undefined ? {} : { modelKwargs: { seed: request.seed } }),
    })
    return model as unknown as BaseChatModel
  }
  if (provider === 'ollama') {
    const model = await initChatModel(name, {
      ...common,
      numPredict: request.maxTokens,
      ...(baseUrl === undefined ? {} : { baseUrl }),
      ...(request.topK === undefined ? {} : { topK: request.topK }),
      ...(request.seed === undefined ? {} : { seed: request.seed }),
    })
    return model as unknown as BaseChatModel
  }
  const model = await initChatModel(name, {
    ...common,
    maxTokens: request.maxTokens,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
  })
  return model as unknown as BaseChatModel
}
