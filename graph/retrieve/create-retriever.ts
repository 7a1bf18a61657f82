import type { SearchHit, SearchMode } from '#core/search.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import type { Embedder } from '#models/embedder.ts'
import { effortFor, fullEffort } from './effort-for.ts'
import { followGraph } from './follow-graph.ts'
import { measureRarity, type Rarity } from './measure-rarity.ts'
import { createPassageReader } from './read-passages.ts'
import { searchBridges } from './search-bridges.ts'
import { searchByWalk } from './search-by-walk.ts'
import { searchChunks } from './search-chunks.ts'
import { searchPaths } from './search-paths.ts'
import { searchRelations } from './search-relations.ts'
import { statePaths } from './state-paths.ts'

export interface RetrieverOptions {
  readonly mode: SearchMode
  readonly limit: number
  readonly signal?: AbortSignal | undefined
}

/** Finds passages. What it has learnt of the corpus it keeps, and brings up to date when the corpus has changed. */
export interface Retriever {
  /** Passages for a query, best first, at most `limit`, each with why it was found. Refuses (`invalid-input`) an empty query. */
  search(query: string, options: RetrieverOptions): Promise<readonly SearchHit[]>
  /** The shortest paths of relations between two things: see `statePaths`. */
  paths(from: string, to: string, options: { limit: number }): ReturnType<typeof statePaths>
}

export interface RetrieverStores {
  readonly graph: GraphStore
  readonly vectors: VectorStore
  readonly embedder: Embedder
}

/** A corpus that has grown or shrunk by this much has other rare words. */
const changeWorthMeasuring = 0.1

/** The retriever over these stores; nothing is read before the first search. */
export function createRetriever(stores: RetrieverStores): Retriever {
  const { graph, vectors } = stores
  const snapshot = followGraph(graph)
  const read = createPassageReader(stores)
  let measured: { readonly rows: number; readonly rarity: Promise<Rarity> } | undefined

  async function rarity(): Promise<Rarity> {
    const rows = await vectors.count()
    if (measured === undefined || Math.abs(rows - measured.rows) > changeWorthMeasuring * measured.rows) {
      const found = measureRarity(graph)
      measured = { rows, rarity: found }
      // What failed is tried again by the next search.
      found.catch(() => (measured = undefined))
    }
    return measured.rarity
  }

  return {
    paths: (from, to, options) => statePaths(from, to, options, { graph, snapshot }),
    async search(query, { mode, ...options }) {
      switch (mode) {
        case 'vector':
        case 'text':
        case 'hybrid':
          return searchChunks(query, { mode, ...options }, stores)
        case 'bridge':
        case 'fused': {
          const effort = mode === 'bridge' ? fullEffort : effortFor(await vectors.count())
          return searchBridges(query, { ...options, effort }, { ...stores, read, rarity: await rarity() })
        }
        case 'graph':
          return searchByWalk(query, options, { ...stores, snapshot })
        case 'neighbours':
          return searchRelations(query, options, stores)
        case 'path':
          return searchPaths(query, options, { ...stores, snapshot })
      }
    },
  }
}
