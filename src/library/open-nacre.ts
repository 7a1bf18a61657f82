import { openApp, type App, type OnFetch } from '#src/app.ts'
import type { Environment } from '#src/cache-folder.ts'
import { readConfig } from '#src/config.ts'
import { requireNode } from '#src/require-node.ts'
import type { Documents, Graph, Nacre, Pairs, Tasks } from './nacre.ts'

/** Each setting wins over the environment, which wins over `config.json` of the data folder. */
export interface NacreOptions {
  /** Where all about a corpus is kept; made with the first write. `.nacre` where nothing says otherwise. */
  readonly data?: string
  /** `sqlite`, or the address of a Neo4j such as `neo4j://localhost:7687`. */
  readonly graph?: string
  /** The model that reasons: `local:NAME`, `local:FILE.gguf`, `ollama:NAME`, `openai:NAME`, … */
  readonly model?: string
  /** The model that criticises; the one that reasons where not said. */
  readonly critic?: string
  /** The model that makes one answer of several; the critic where not said. */
  readonly integrator?: string
  /** The model that is trained, and whose answers are the rejected ones. */
  readonly policy?: string
  /** Server of models outside this process. */
  readonly baseUrl?: string
  /** Who finds relations: rules, or the model that reasons. */
  readonly extract?: 'rules' | 'llm'
  /** Passwords, keys and what is not said above, by their names in `docs/guides/settings.md`; those of the process where not said. */
  readonly environment?: Environment
  /** Told while a model is fetched. */
  readonly onFetch?: OnFetch
  /** Told what a person should know, in plain words. */
  readonly onNotice?: (text: string) => void
  /** Ends the fetching of models. */
  readonly signal?: AbortSignal
}

/**
 * Opens a corpus. Errors: `invalid-input` that names the wrong setting, `unavailable` (a Node that is too old).
 *
 *     await using nacre = openNacre({ data: 'corpus' })
 *     await nacre.ingest('papers')
 *     const { answer, citations } = await nacre.ask('What makes nacre tough?')
 */
export function openNacre({ environment, onFetch, onNotice, signal, ...flags }: NacreOptions = {}): Nacre {
  requireNode()
  const app = openApp(readConfig(flags, environment), {
    ...(onFetch !== undefined && { onFetch }),
    ...(onNotice !== undefined && { onNotice }),
    ...(signal !== undefined && { signal }),
  })
  return {
    ingest: async (sources, options = {}) => {
      const { findSources } = await import('#ingest/load/find-sources.ts')
      const { ingestSources } = await import('#src/ingest-sources.ts')
      const found = await findSources(typeof sources === 'string' ? [sources] : sources)
      return (await ingestSources(found, app, options)).summary
    },
    search: async (query, options) => (await app.retriever()).search(query, { mode: 'fused', limit: 10, ...options }),
    ask: async (question, options) => {
      const { askQuestion } = await import('#src/ask-question.ts')
      return askQuestion(question, app, { mode: 'recursive', rounds: 2, ...options })
    },
    documents: openDocuments(app),
    tasks: openTasks(app),
    pairs: openPairs(app),
    graph: openGraph(app),
    close: app.close,
    [Symbol.asyncDispose]: app.close,
  }
}

function openDocuments(app: App): Documents {
  return {
    list: async () => (await app.graph()).listDocuments(),
    get: async (id) => (await app.graph()).getDocument(id),
    remove: async (id) => {
      const { removeDocument } = await import('#ingest/remove-document.ts')
      const { withWriteLock } = await import('#src/write-lock.ts')
      const stores = { graph: await app.graph(), vectors: await app.vectors() }
      return withWriteLock(app.config.dataFolder, () => removeDocument(id, stores))
    },
  }
}

function openTasks(app: App): Tasks {
  return {
    generate: async (options) => {
      const { generateNewTasks } = await import('#src/generate-new-tasks.ts')
      return generateNewTasks(app, { profile: 'grounded', n: 3, seed: 1, ...options })
    },
    list: () => listRecords(app, 'task'),
    get: async (id) => (await app.graph()).getRecord('task', id),
  }
}

function openPairs(app: App): Pairs {
  return {
    build: async (options) => {
      const { buildPairs } = await import('#src/build-pairs.ts')
      return buildPairs(app, { rounds: 2, ...options })
    },
    list: () => listRecords(app, 'pair'),
    export: async (path, options) => {
      const { writeDataset } = await import('#src/write-dataset.ts')
      return writeDataset(app, path, options)
    },
  }
}

function openGraph(app: App): Graph {
  return {
    find: async (name, { limit = 10 } = {}) => (await app.graph()).findEntities(name, { limit }),
    neighbours: async (name, { depth = 1, limit = 50, relationTypes, entityTypes } = {}) => {
      const { requireEntity } = await import('#graph/require-entity.ts')
      const { walkNeighbours } = await import('#graph/walk-neighbours.ts')
      const graph = await app.graph()
      const only = {
        ...(relationTypes !== undefined && { relationTypes: new Set(relationTypes) }),
        ...(entityTypes !== undefined && { entityTypes: new Set(entityTypes) }),
      }
      return walkNeighbours(await requireEntity(name, graph), { depth, limit, ...only }, graph)
    },
    paths: async (from, to, { limit = 3 } = {}) => (await (await app.retriever()).paths(from, to, { limit })).paths,
    communities: async ({ seed = 1 } = {}) => {
      const { findCommunities } = await import('#graph/find-communities.ts')
      return (await findCommunities(await app.graph(), { seed })).communities
    },
    stats: async () => (await app.graph()).stats(),
    export: async function* (format) {
      const { exportGraph } = await import('#graph/export/export-graph.ts')
      yield* exportGraph(await app.graph(), format)
    },
  }
}

/** In order of id; the store is opened when the first one is asked for. */
async function* listRecords<K extends 'task' | 'pair'>(app: App, kind: K) {
  const { listAll } = await import('#graph/list-all.ts')
  yield* listAll(await app.graph(), kind)
}
