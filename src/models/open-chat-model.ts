import { basename, resolve } from 'node:path'
import { NacreError } from '#core/errors.ts'
import type { ChatModel } from './chat-model.ts'
import { fingerprintFile } from './fingerprint-file.ts'
import { findOrPull } from './find-or-pull.ts'
import { lookUpModel, modelCatalogue } from './model-catalogue.ts'
import type { PullOptions } from './pull-model.ts'
import type { RateLimit } from './rate-limited-chat-model.ts'

export interface OpenModelOptions extends PullOptions {
  readonly baseUrl?: string | undefined
  readonly apiKey?: string | undefined
  readonly threads?: number | undefined
  readonly isOffline?: boolean | undefined
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
  const { cacheFolder, threads } = options
  const shared = { cacheFolder, ...(threads === undefined ? {} : { threads }) }
  if (name.endsWith('.gguf')) {
    const modelPath = resolve(name)
    const id = `local:${basename(name)}@${await fingerprintFile(modelPath)}`
    return createLlamaCppChatModel({ ...shared, modelPath, id })
  }

  const model = lookUpModel(name)
  const modelPath = (await findOrPull(name, options))['model.gguf']
  if (modelPath === undefined) throw new NacreError('invalid-input', `${name} is the ${model.role}; it does not chat.`)
  const digest = model.files[0]?.sha256.slice(0, 12) ?? ''
  return createLlamaCppChatModel({ ...shared, modelPath, id: `local:${name}@${digest}` })
}
