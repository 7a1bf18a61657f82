import type { GraphStore } from '#graph/graph-store.ts'
import { contentStems } from './read-words.ts'

/** How rare words are in the corpus. */
export interface Rarity {
  /** ln((passages + 1) / (passages with the word + 0.5)) of a stem. */
  of(stem: string): number
  /** Of a word that stands nowhere: no word is rarer. */
  readonly most: number
}

/** Enough to tell common words from rare ones; what is in none of these passages is rare. */
const passagesRead = 2_000

/** Rarity of words in a sample of the passages: those with the lowest ids, which are hashes, so the sample is a fair one. */
export async function measureRarity(graph: Pick<GraphStore, 'chunkIds' | 'getChunks'>): Promise<Rarity> {
  const sample = (await graph.chunkIds()).slice(0, passagesRead)
  const counts = new Map<string, number>()
  for (const { text } of (await graph.getChunks(sample)).values()) {
    for (const stem of new Set(contentStems(text))) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  }
  const rarity = (count: number): number => Math.log((sample.length + 1) / (count + 0.5))
  return { of: (stem) => Math.max(0, rarity(counts.get(stem) ?? 0)), most: Math.max(0, rarity(0)) }
}

/** The part of the stems, weighed by rarity, that is in any of the sets; 0 for no stems. */
export function shareOf(stems: Iterable<string>, rarity: Rarity, ...sets: readonly ReadonlySet<string>[]): number {
  let all = 0
  let found = 0
  for (const stem of stems) {
    const weight = rarity.of(stem)
    all += weight
    if (sets.some((set) => set.has(stem))) found += weight
  }
  return all === 0 ? 0 : found / all
}
