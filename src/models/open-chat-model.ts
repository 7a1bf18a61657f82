import { NacreError } from '#core/errors.ts'
import type { ChatModel } from './chat-model.ts'
import { locateLocalModel } from './locate-local-model.ts'
import { modelCatalogue } from './model-catalogue.ts'
import type { PullOptions } from './pull-model.ts'
import type { RateLimit } from './rate-limited-chat-model.ts'

export interface OpenModelOptions extends PullOptions {
  readonly baseUrl?: string | undefined
  readonly apiKey?: string | undefined
  readonly threads?: number | undefined
  readonly isOffline?: boolean | undefined
  /** LoRA adapter (GGUF) of a local model; its hash becomes part of the model's id. */
  readonly adapter?: { readonly path: string; readonly hash: string } | undefined
  /** How often a server may be asked; what a model of this machine does is not limited. */
  readonly rateLimit?: RateLimit | undefined
}

/**
 * Opens the model of a spec: `local:<catalogue name>` (fetched first unless `isOffline`), `local:<path>.gguf`, or
 * `<provider>:<name>` for a remote one (`openai:`, `ollama:` and whatever LangChain's `initChatModel` knows).
 * Errors: `invalid-input` (not a spec, unknown name), `not-found` (no such file), `unavailable` (cannot be fetched).
 */
export async function openChatModel(spec: string, options: OpenModelOptions): Promise<ChatModel> {
  const [, provider, name] = /^([a-z][a-z0-9_-]*):(.+)$/s.exec(spec) ?? []
  if (provider === undefined || name === undefined) {
    const names = modelCatalogue.map((model) => `local:${model.name}`).join(', ')
    throw new NacreError(
      'invalid-input',
      `"${spec}" names no model. Expected ${names}, local:PATH.gguf, ollama:NAME, or openai:NAME with --base-url.`,
    )
  }
  if (provider === 'local') return openLocalModel(name, options)

  const { createLangChainChatModel } = await import('./langchain-chat-model.ts')
  const { createRetryingChatModel } = await import('./retrying-chat-model.ts')
  const { createRateLimitedChatModel } = await import('./rate-limited-chat-model.ts')
  const { baseUrl, apiKey, rateLimit } = options
  const model = createLangChainChatModel({
    provider,
    name,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(apiKey === undefined ? {} : { apiKey }),
  })
  return createRetryingChatModel(rateLimit === undefined ? model : createRateLimitedChatModel(model, rateLimit))
}

async function openLocalModel(name: string, options: OpenModelOptions): Promise<ChatModel> {
  const { createLlamaCppChatModel } = await import('./llama-cpp-chat-model.ts')
  const { cacheFolder, threads, adapter } = options
  const { modelPath, id } = await locateLocalModel(name, options)
  return createLlamaCppChatModel({
    cacheFolder,
    modelPath,
    id: adapter === undefined ? id : `${id}+${adapter.hash.slice(0, 12)}`,
    adapterPath: adapter?.path,
    ...(threads === undefined ? {} : { threads }),
  })
}
