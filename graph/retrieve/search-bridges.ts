import { throwIfCancelled } from '#core/errors.ts'
import type { HitReason, SearchHit } from '#core/search.ts'
import { byScoreThenId } from '#graph/by-score-then-id.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import type { Embedder } from '#models/embedder.ts'
import type { ScoredPassage } from './by-score-then-passage.ts'
import { hydrateHits } from './hydrate-hits.ts'
import type { Rarity } from './measure-rarity.ts'
import { rankHead, type HeadParts, type HeadPassage } from './rank-head.ts'
import type { ReadPassages } from './read-passages.ts'
import { requireQuery } from './require-query.ts'
import { readQuestion } from './read-question.ts'
import { walkBridges, type BridgedPassage, type BridgeEffort } from './walk-bridges.ts'

export interface BridgeSearchOptions {
  readonly limit: number
  /** Nothing: the question as it stands. */
  readonly effort: BridgeEffort | undefined
  readonly parts?: HeadParts
  readonly signal?: AbortSignal | undefined
}

export interface BridgeSearchStores {
  readonly graph: Pick<GraphStore, 'getChunks' | 'documentTitles' | 'entitiesOfChunks' | 'relationsOfChunks'>
  readonly vectors: Pick<VectorStore, 'search' | 'searchMany' | 'searchText'>
  readonly embedder: Pick<Embedder, 'embedQueries' | 'countTokens' | 'tokenOffsets' | 'maxTokens'>
  readonly read: ReadPassages
  readonly rarity: Rarity
}

export const allHeadParts: HeadParts = { words: true, sentences: true, titles: true, names: true }

/** How sharply a ranking is trusted (temperature of its softmax), and how much. */
const trust = {
  head: { temperature: 0.03, weight: 1 },
  first: { temperature: 0.05, weight: 1 },
  second: { temperature: 0.05, weight: 0.3 },
}
/** A chain that adds less than this to the score of a hit does not explain it. */
const leastShare = 0.002

/**
 * Passages for a question, best first, by the question itself and by up to two hops of mention substitution: sum of the
 * softmax of each ranking, so that a passage that stands out in any of them comes up. Each hit says what found it.
 */
export async function searchBridges(
  query: string,
  { limit, effort, parts = allHeadParts, signal }: BridgeSearchOptions,
  stores: BridgeSearchStores,
): Promise<readonly SearchHit[]> {
  requireQuery(query)
  throwIfCancelled(signal)
  const question = await readQuestion(query, stores.embedder, signal)
  const head = await rankHead(question, parts, stores)
  throwIfCancelled(signal)
  const none = { first: [], second: [] }
  const { first, second } = effort === undefined ? none : await walkBridges(question, head, effort, stores, signal)

  const fromHead = softmax(head, trust.head)
  const fromFirst = softmax(first, trust.first)
  const fromSecond = softmax(second, trust.second)
  const scores = new Map<string, number>()
  for (const ranking of [fromHead, fromFirst, fromSecond]) {
    for (const [id, score] of ranking) scores.set(id, (scores.get(id) ?? 0) + score)
  }
  const ranked = Array.from(scores, ([id, score]) => ({ id, score })).sort(byScoreThenId)
  const chains = new Map<string, BridgedPassage>()
  for (const [found, shares] of [
    [first, fromFirst],
    [second, fromSecond],
  ] as const) {
    for (const bridged of found) {
      const { id } = bridged.passage
      const share = shares.get(id) ?? 0
      if (share >= leastShare && (!chains.has(id) || share > (fromFirst.get(id) ?? 0))) chains.set(id, bridged)
    }
  }
  // Rows of documents that are not ready fall out, so more than the limit is looked up.
  const wanted = ranked.slice(0, limit * 2)
  const steps = wanted.flatMap(({ id }) => chains.get(id)?.chain.map(({ passage }) => passage.id) ?? [])
  const ready = await stores.graph.getChunks([...new Set(steps)])
  const reasons = explainHead(head)
  for (const [id, { chain, cosine, hops }] of chains) {
    if (!chain.every(({ passage }) => ready.has(passage.id))) continue
    const through = chain.map(({ passage, mention, bridge, question: asked }) => {
      return {
        chunkId: passage.id,
        documentId: passage.documentId,
        title: passage.title,
        mention,
        bridge,
        question: asked,
      }
    })
    const own = hops === 1 ? fromFirst.get(id) : fromSecond.get(id)
    const share = (own ?? 0) / (scores.get(id) ?? 1)
    reasons.set(id, [...(reasons.get(id) ?? []), { kind: 'bridge', cosine, share, steps: through }])
  }
  return (await hydrateHits(wanted, reasons, stores.graph)).slice(0, limit)
}

function softmax(
  ranked: readonly ScoredPassage[],
  { temperature, weight }: { temperature: number; weight: number },
): ReadonlyMap<string, number> {
  const best = ranked[0]?.score ?? 0
  const powers = ranked.map(({ passage, score }) => [passage.id, Math.exp((score - best) / temperature)] as const)
  const sum = powers.reduce((all, [, power]) => all + power, 0)
  return new Map(powers.map(([id, power]) => [id, (weight * power) / sum]))
}

function explainHead(head: readonly HeadPassage[]): Map<string, HitReason[]> {
  const reasons = new Map<string, HitReason[]>()
  const byCosine = head.toSorted((a, b) => b.cosine - a.cosine)
  for (const [index, { passage, cosine }] of byCosine.entries()) {
    reasons.set(passage.id, [{ kind: 'vector', cosine, rank: index + 1 }])
  }
  const byWords = head.filter(({ bm25 }) => bm25 > 0).toSorted((a, b) => b.bm25 - a.bm25)
  for (const [index, { passage, bm25 }] of byWords.entries()) {
    reasons.get(passage.id)?.push({ kind: 'text', bm25, rank: index + 1 })
  }
  return reasons
}
