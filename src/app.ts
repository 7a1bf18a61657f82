import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { NacreError, throwIfCancelled } from '#core/errors.ts'
import { readIndexRecord } from '#graph/index-record.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { Retriever } from '#graph/retrieve/create-retriever.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import type { ChatModel } from '#models/chat-model.ts'
import type { TokenBudget } from '#models/budgeted-chat-model.ts'
import type { Embedder } from '#models/embedder.ts'
import type { RateLimit } from '#models/rate-limited-chat-model.ts'
import type { AgentModel } from '#agents/agent/agent-model.ts'
import type { Verifier } from '#agents/verify/verifier.ts'
import type { JobQueue } from './jobs/job-queue.ts'
import type { Config } from './config.ts'

/** Told while a model is fetched. */
export type OnFetch = (progress: { readonly name: string; readonly bytes: number; readonly totalBytes: number }) => void

/**
 * The parts of Nacre as one configuration chooses them. Each part is opened when it is first asked for and closed with
 * the app, so a search never loads a language model and a start stays fast.
 */
export interface App {
  readonly config: Config
  graph(): Promise<GraphStore>
  vectors(): Promise<VectorStore>
  /** Work for `nacre worker`; in the data folder. */
  jobs(): Promise<JobQueue>
  /** Finds passages in graph and vectors; it learns the corpus once and follows its changes. */
  retriever(): Promise<Retriever>
  /** The embedder that made the index, or the configured one where there is no index yet. */
  embedder(): Promise<Embedder>
  /** The one that the configuration names: a rebuild of the index goes over to it. */
  configuredEmbedder(): Promise<Embedder>
  reasoner(): Promise<ChatModel>
  critic(): Promise<ChatModel>
  integrator(): Promise<ChatModel>
  /** The model that is trained, in the version that serves now. */
  policy(): Promise<ChatModel>
  /** The same with another adapter, or with none; the caller closes it. */
  policyWith(adapter: PolicyAdapter | undefined): Promise<ChatModel>
  /** The reasoner as one that uses tools by itself; `invalid-input` where it is a model in this process. */
  agent(): Promise<AgentModel>
  /** Judges claims by the critic's model, or by words where that model cannot tell right from wrong. */
  verifier(): Promise<Verifier>
  close(): Promise<void>
}

/** A trained adapter of the policy: its file, and the hash that tells it from others. */
export interface PolicyAdapter {
  readonly path: string
  readonly hash: string
}

/** What is allowed beside the configuration: how often servers are asked, and how many tokens all models may use. */
export interface Limits {
  readonly rateLimit?: RateLimit
  readonly budget?: TokenBudget
}

/** The composition root: the one file that chooses vendors. Nothing is opened, fetched or written by this call. */
export function openApp(
  config: Config,
  options: { onFetch?: OnFetch; onNotice?: (text: string) => void; signal?: AbortSignal; limits?: Limits } = {},
): App {
  const opened: { close(): Promise<void> }[] = []
  const once = <T extends { close(): Promise<void> }>(open: () => Promise<T>): (() => Promise<T>) => {
    let part: Promise<T> | undefined
    return () => {
      throwIfCancelled(options.signal)
      part ??= open().then((value) => {
        opened.push(value)
        return value
      })
      return part
    }
  }

  const models = new Map<string, () => Promise<ChatModel>>()
  const model = (spec: string): Promise<ChatModel> => {
    const open = models.get(spec) ?? once(() => openModel(spec, config, options))
    models.set(spec, open)
    return open()
  }
  const configuredEmbedder = once(() => openEmbedder(config.models.embedder, config, options))
  const indexSpec = (): string => readIndexRecord(config.dataFolder)?.embedder ?? config.models.embedder
  const otherEmbedder = once(() => {
    const spec = indexSpec()
    options.onNotice?.(
      `The vectors were made by ${spec}, which is used here; the configuration names ${config.models.embedder}. ` +
        '"nacre store rebuild" goes over to it.',
    )
    return openEmbedder(spec, config, options)
  })
  const embedder = async (): Promise<Embedder> =>
    indexSpec() === config.models.embedder ? configuredEmbedder() : otherEmbedder()
  const policyWith = (adapter: PolicyAdapter | undefined): Promise<ChatModel> =>
    openModel(config.models.policy, config, { ...options, adapter })
  const policy = once(async () => {
    const { findServingAdapter } = await import('./find-serving-adapter.ts')
    return policyWith(await findServingAdapter(config, options))
  })
  const critic = (): Promise<ChatModel> => model(config.models.critic ?? config.models.reasoner)
  let verifier: Promise<Verifier> | undefined
  const openVerifier = async (): Promise<Verifier> => {
    const { createVerifier } = await import('#agents/verify/create-verifier.ts')
    return createVerifier(await critic(), options.signal === undefined ? {} : { signal: options.signal })
  }

  const graph = once(() => openGraph(config))
  const vectors = once(async () => {
    const { openIndex } = await import('./open-index.ts')
    return openIndex(config.dataFolder, { spec: indexSpec(), embedder: await embedder() })
  })
  const jobs = once(async () => {
    const { openSqliteJobQueue } = await import('./jobs/sqlite-job-queue.ts')
    return openSqliteJobQueue(join(config.dataFolder, 'jobs.sqlite'))
  })
  let retriever: Promise<Retriever> | undefined
  const openRetriever = async (): Promise<Retriever> => {
    const { createRetriever } = await import('#graph/retrieve/create-retriever.ts')
    const [store, index, model] = await Promise.all([graph(), vectors(), embedder()])
    return createRetriever({ graph: store, vectors: index, embedder: model })
  }

  return {
    config,
    graph,
    embedder,
    configuredEmbedder,
    vectors,
    jobs,
    retriever: () => {
      retriever ??= openRetriever()
      return retriever
    },
    reasoner: () => model(config.models.reasoner),
    critic,
    integrator: () => model(config.models.integrator ?? config.models.critic ?? config.models.reasoner),
    policy,
    policyWith,
    agent: () => openAgent(config),
    verifier: () => {
      verifier ??= openVerifier()
      return verifier
    },
    close: async () => {
      for (const part of opened.splice(0).reverse()) await part.close()
    },
  }
}

async function openGraph({ graph, dataFolder }: Config): Promise<GraphStore> {
  if (graph.url === 'sqlite') {
    const { openSqliteGraphStore } = await import('#graph/sqlite/sqlite-graph-store.ts')
    return openSqliteGraphStore(join(dataFolder, 'graph.sqlite'))
  }
  const { openNeo4jGraphStore } = await import('#graph/neo4j/neo4j-graph-store.ts')
  return openNeo4jGraphStore({ url: graph.url, user: graph.user, password: graph.password ?? '' })
}

async function openEmbedder(
  spec: string,
  config: Config,
  options: { onFetch?: OnFetch; signal?: AbortSignal },
): Promise<Embedder> {
  const { openEmbedder } = await import('#models/open-embedder.ts')
  return openEmbedder(spec, fetchOptions(config, options))
}

async function openModel(
  spec: string,
  config: Config,
  options: { onFetch?: OnFetch; signal?: AbortSignal; limits?: Limits; adapter?: PolicyAdapter | undefined },
): Promise<ChatModel> {
  const { openChatModel } = await import('#models/open-chat-model.ts')
  const { createBudgetedChatModel } = await import('#models/budgeted-chat-model.ts')
  const { createCachedChatModel } = await import('#models/cached-chat-model.ts')
  const { rateLimit, budget } = options.limits ?? {}
  const model = await openChatModel(spec, { ...fetchOptions(config, options), rateLimit, adapter: options.adapter })
  await mkdir(config.dataFolder, { recursive: true })
  // What is remembered costs nothing, so the budget stands behind the memory.
  return createCachedChatModel(budget === undefined ? model : createBudgetedChatModel(model, budget), {
    path: join(config.dataFolder, 'model-calls.sqlite'),
  })
}

async function openAgent({ models: { reasoner, baseUrl, apiKey } }: Config): Promise<AgentModel> {
  const [, provider = 'local', name = ''] = /^([a-z][a-z0-9_-]*):(.+)$/s.exec(reasoner) ?? []
  if (provider === 'local') {
    throw new NacreError(
      'invalid-input',
      `${reasoner} uses no tools. Mode agent needs a larger model: --model openai:NAME with --base-url, ollama:NAME, or another provider.`,
    )
  }
  const { createLangChainAgent } = await import('#agents/agent/langchain-agent.ts')
  return createLangChainAgent({
    provider,
    name,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(apiKey === undefined ? {} : { apiKey }),
  })
}

/** How models are found and fetched under a configuration. */
export function fetchOptions(config: Config, { onFetch, signal }: { onFetch?: OnFetch; signal?: AbortSignal }) {
  const { baseUrl, apiKey, threads, isOffline } = config.models
  const tell = onFetch === undefined ? {} : { onProgress: onFetch }
  return { baseUrl, apiKey, threads, isOffline, cacheFolder: config.cacheFolder, signal, ...tell }
}
