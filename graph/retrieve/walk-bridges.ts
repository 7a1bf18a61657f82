import { throwIfCancelled } from '#core/errors.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import type { Embedder } from '#models/embedder.ts'
import { byScoreThenPassage } from './by-score-then-passage.ts'
import { shareOf, type Rarity } from './measure-rarity.ts'
import { proposeBridges, type Proposal } from './propose-bridges.ts'
import type { HeadPassage } from './rank-head.ts'
import { namesOfPassages } from './names-of-passages.ts'
import { speaksOf, type Passage, type ReadPassages } from './read-passages.ts'
import type { Question } from './read-question.ts'
import { nearness } from './score-passage.ts'

/** How far and how wide to look. */
export interface BridgeEffort {
  readonly hops: 1 | 2
  /** Passages to go on from in the first hop, and bridges of each. */
  readonly seeds: number
  readonly bridges: number
  /** Passages of the first hop to go on from in the second, and bridges of each. */
  readonly states: number
  readonly laterBridges: number
  /** Tokens of rewritten questions to embed in each hop: what long questions cost stays bounded. */
  readonly tokens: { readonly first: number; readonly later: number }
}

/** A passage on the way, and what led on from it. */
export interface BridgeStep {
  readonly passage: Passage
  readonly bridge: string
  readonly mention: string
  /** The question after the replacement. */
  readonly question: string
}

/** A passage that a rewritten question found. */
export interface BridgedPassage {
  readonly passage: Passage
  readonly hops: 1 | 2
  readonly score: number
  /** The best cosine of the rewritten question with the passage or a sentence of it. */
  readonly cosine: number
  /** The passages before it, in order. */
  readonly chain: readonly BridgeStep[]
}

export interface BridgeStores {
  readonly graph: Pick<GraphStore, 'entitiesOfChunks' | 'relationsOfChunks'>
  readonly vectors: Pick<VectorStore, 'searchMany'>
  readonly embedder: Pick<Embedder, 'embedQueries' | 'countTokens' | 'maxTokens'>
  readonly read: ReadPassages
  readonly rarity: Rarity
}

/** Passages looked at for each rewritten question: the nearest, and those found before that have the bridge. */
const nearest = 10
const containing = 10
const bridgeWeight = 0.1
const coverageWeight = 0.2
const carriedWeight = 0.6
/** States of the second hop that end in the same passage. */
const mostPerPassage = 2

/**
 * Multi-hop retrieval by mention substitution: from the best passages, what the question calls indirectly is replaced by what
 * they say of it, and each rewritten question is embedded and searched anew. Scores of a hop p1 -> p2:
 * g = 0.5 cosine of passage + 0.5 cosine of best sentence + 0.1 where p2 has the bridge;
 * first hop: score of p1 + g + 0.2 share of the question's words that p1 and p2 have together;
 * second hop: g + 0.2 share that all three have + 0.6 score of the first.
 * Each hop lists every passage once, with its best score and the chain that led to it.
 */
export async function walkBridges(
  question: Question,
  head: readonly HeadPassage[],
  effort: BridgeEffort,
  stores: BridgeStores,
  signal?: AbortSignal,
): Promise<{ first: readonly BridgedPassage[]; second: readonly BridgedPassage[] }> {
  const asked = new Set([question.text])
  const seeds = head
    .slice(0, effort.seeds)
    .map(({ passage, score }): State => ({ passage, score, question, chain: [] }))
  const first = await hop(seeds, effort.bridges, effort.tokens.first)
  const found = first.map((step) => {
    const score = step.from.score + step.nearness + coverageWeight * coverage(step)
    return { ...step, score }
  })
  const firstBest = bestEach(found, 1)
  if (effort.hops === 1) return { first: firstBest, second: [] }
  const states = chooseStates(found, effort.states)
  const second = await hop(states, effort.laterBridges, effort.tokens.later)
  const secondFound = second.map((step) => {
    const score = step.nearness + coverageWeight * coverage(step) + carriedWeight * step.from.score
    return { ...step, score }
  })
  return { first: firstBest, second: bestEach(secondFound, 2) }

  function coverage({ passage, from }: Found): number {
    const chain = from.chain.map((step) => step.passage.stems)
    return shareOf(question.stems, stores.rarity, ...chain, from.passage.stems, passage.stems)
  }

  async function hop(states: readonly State[], limit: number, mostTokens: number): Promise<Found[]> {
    const names = await namesOfPassages(
      states.map(({ passage }) => passage),
      stores.graph,
    )
    let tokens = 0
    const proposals = states.flatMap((from) => {
      const used = new Set([...from.chain.map((step) => step.passage.id), from.passage.id])
      const known = names.get(from.passage.id) ?? []
      return proposeBridges(from.question, from.passage, known, { head, used, rarity: stores.rarity, limit }).flatMap(
        (proposal) => {
          const isNew = !asked.has(proposal.text)
          asked.add(proposal.text)
          const own = stores.embedder.countTokens(proposal.text)
          if (!isNew || own > stores.embedder.maxTokens || tokens + own > mostTokens) return []
          tokens += own
          return [{ from, used, proposal }]
        },
      )
    })
    throwIfCancelled(signal)
    const texts = proposals.map(({ proposal }) => proposal.text)
    const vectors = await stores.embedder.embedQueries(texts, signal === undefined ? {} : { signal })
    const near = await stores.vectors.searchMany(vectors, { limit: nearest })
    throwIfCancelled(signal)
    const passages = await stores.read([...new Set(near.flatMap((found) => found.map(({ id }) => id)))])
    return proposals.flatMap(({ from, used, proposal }, at) => {
      const having = head.filter(({ passage }) => speaksOf(passage, proposal.bridge)).slice(0, containing)
      const candidates = new Map(having.map(({ passage }) => [passage.id, passage]))
      for (const { id } of near[at] ?? []) {
        const passage = passages.get(id)
        if (passage !== undefined) candidates.set(id, passage)
      }
      const vector = vectors[at]!
      return [...candidates.values()].flatMap((passage): Found[] => {
        if (used.has(passage.id)) return []
        const cosines = nearness(vector, passage)
        const has = speaksOf(passage, proposal.bridge) ? bridgeWeight : 0
        const cosine = Math.max(cosines.passage, cosines.sentence)
        return [{ from, proposal, vector, passage, cosine, nearness: (cosines.passage + cosines.sentence) / 2 + has }]
      })
    })
  }
}

interface State {
  readonly passage: Passage
  readonly score: number
  readonly question: Pick<Question, 'text' | 'vector'>
  readonly chain: readonly BridgeStep[]
}

interface Found {
  readonly from: State
  readonly proposal: Proposal
  /** Of the rewritten question. */
  readonly vector: Float32Array
  readonly passage: Passage
  readonly cosine: number
  readonly nearness: number
}

type Scored = Found & { readonly score: number }

function chainTo({ from, proposal }: Found): BridgeStep[] {
  const { bridge, mention, text } = proposal
  return [...from.chain, { passage: from.passage, bridge: bridge.text, mention, question: text }]
}

function bestEach(found: readonly Scored[], hops: 1 | 2): BridgedPassage[] {
  const best = new Map<string, Scored>()
  for (const step of found) {
    const other = best.get(step.passage.id)
    if (other === undefined || step.score > other.score) best.set(step.passage.id, step)
  }
  return Array.from(best.values(), (step) => {
    const { passage, score, cosine } = step
    return { passage, hops, score, cosine, chain: chainTo(step) }
  }).sort(byScoreThenPassage)
}

function chooseStates(found: readonly Scored[], limit: number): State[] {
  const perPassage = new Map<string, number>()
  const states: State[] = []
  const ordered = found.toSorted(byScoreThenPassage)
  for (const step of ordered) {
    if (states.length === limit) break
    const { id } = step.passage
    const count = perPassage.get(id) ?? 0
    if (count === mostPerPassage) continue
    perPassage.set(id, count + 1)
    const { passage, score, proposal, vector } = step
    states.push({ passage, score, question: { text: proposal.text, vector }, chain: chainTo(step) })
  }
  return states
}
