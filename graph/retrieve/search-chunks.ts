import { throwIfCancelled } from '#core/errors.ts'
import type { HitReason, SearchHit } from '#core/search.ts'
import { byScoreThenId } from '#graph/by-score-then-id.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { ScoredId, VectorStore } from '#graph/vector-store.ts'
import type { Embedder } from '#models/embedder.ts'
import { embedQuery } from './embed-query.ts'
import { hydrateHits } from './hydrate-hits.ts'
import { requireQuery } from './require-query.ts'
import { dot } from './score-passage.ts'

export interface SearchOptions {
  /** By meaning, by words, or by both. */
  readonly mode: 'vector' | 'text' | 'hybrid'
  readonly limit: number
  readonly signal?: AbortSignal | undefined
}

export interface SearchStores {
  readonly graph: Pick<GraphStore, 'getChunks' | 'documentTitles'>
  readonly vectors: Pick<VectorStore, 'search' | 'searchText' | 'get'>
  readonly embedder: Pick<Embedder, 'embedQueries' | 'countTokens' | 'tokenOffsets' | 'maxTokens'>
}

/** Weight of the words: at this share BM25 breaks ties of meaning without overruling it. */
const wordWeight = 0.2
/** Candidates of each way for one wanted hit; the fusion only reorders what a way has found. */
const candidatesPerHit = 4
const fewestCandidates = 50

/**
 * Passages for a query, best first, at most `limit`, each with the reasons why it was found.
 *
 * Hybrid score = cosine + 0.2 BM25 / largest BM25, over the union of both candidate lists; a passage found by words alone
 * gets its true cosine. A weighted sum keeps how much better a hit is, which rank fusion throws away: on 100 MuSiQue
 * questions R@1 and R@5 were .345 and .617, with rank fusion (k = 60) .338 and .581, by vectors alone .336 and .615, by
 * words alone .311 and .499. The vector of a query is the mean over its pieces where it is longer than the embedder takes.
 */
export async function searchChunks(
  query: string,
  options: SearchOptions,
  stores: SearchStores,
): Promise<readonly SearchHit[]> {
  const { mode, limit, signal } = options
  requireQuery(query)
  throwIfCancelled(signal)
  const candidates = Math.max(fewestCandidates, candidatesPerHit * limit)
  const vector = mode === 'text' ? undefined : await embedQuery(query, stores.embedder, signal)
  const [near, worded] = await Promise.all([
    vector === undefined ? [] : stores.vectors.search(vector, { limit: candidates }),
    mode === 'vector' ? [] : stores.vectors.searchText(query, { limit: candidates }),
  ])
  throwIfCancelled(signal)
  const reasons = explain(near, worded)
  const cosines = new Map(near.map(({ id, score }) => [id, score]))
  if (vector !== undefined) {
    const missing = worded.map(({ id }) => id).filter((id) => !cosines.has(id))
    for (const [id, other] of await stores.vectors.get(missing)) cosines.set(id, dot(vector, other))
  }
  const mostWords = worded[0]?.score ?? 1
  const bm25 = new Map(worded.map(({ id, score }) => [id, score]))
  const score = (id: string): number => {
    if (mode === 'vector') return cosines.get(id) ?? 0
    if (mode === 'text') return bm25.get(id) ?? 0
    return (cosines.get(id) ?? 0) + (wordWeight * (bm25.get(id) ?? 0)) / mostWords
  }
  const ranked = [...reasons.keys()].map((id) => ({ id, score: score(id) })).sort(byScoreThenId)
  // Rows of documents that are not ready fall out, so more than the limit is looked up.
  const hits = await hydrateHits(ranked.slice(0, candidates), reasons, stores.graph)
  return hits.slice(0, limit)
}

function explain(near: readonly ScoredId[], worded: readonly ScoredId[]): Map<string, HitReason[]> {
  const reasons = new Map<string, HitReason[]>()
  const add = (id: string, reason: HitReason): void => {
    reasons.set(id, [...(reasons.get(id) ?? []), reason])
  }
  for (const [index, { id, score }] of near.entries()) add(id, { kind: 'vector', cosine: score, rank: index + 1 })
  for (const [index, { id, score }] of worded.entries()) add(id, { kind: 'text', bm25: score, rank: index + 1 })
  return reasons
}
