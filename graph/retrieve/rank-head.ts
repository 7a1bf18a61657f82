import type { VectorStore } from '#graph/vector-store.ts'
import { byScoreThenPassage } from './by-score-then-passage.ts'
import type { Question } from './read-question.ts'
import type { Rarity } from './measure-rarity.ts'
import type { Passage, ReadPassages } from './read-passages.ts'
import { nearness } from './score-passage.ts'

/** A passage that the question itself finds. */
export interface HeadPassage {
  readonly passage: Passage
  readonly score: number
  readonly cosine: number
  readonly bm25: number
}

/** Switched off one by one to see what each is worth. */
export interface HeadParts {
  readonly words: boolean
  readonly sentences: boolean
  readonly titles: boolean
  readonly names: boolean
}

/** Found by each way; what neither way has among these does not come up. */
const candidates = 100
const wordWeight = 0.2
const titleWeight = 0.1
const nameWeight = 0.05

/**
 * Passages for a question, best first: mean of the cosines of passage and best sentence, + 0.2 BM25 / largest BM25, + 0.1
 * where its title stands in the question, + 0.05 times the rarity (0 to 1) of the rarest name in it that stands there too.
 */
export async function rankHead(
  question: Question,
  parts: HeadParts,
  stores: { vectors: Pick<VectorStore, 'search' | 'searchText'>; read: ReadPassages; rarity: Rarity },
): Promise<readonly HeadPassage[]> {
  const [near, worded] = await Promise.all([
    stores.vectors.search(question.vector, { limit: candidates }),
    stores.vectors.searchText(question.text, { limit: candidates }),
  ])
  const bm25 = new Map(worded.map(({ id, score }) => [id, score]))
  const mostWords = worded[0]?.score ?? 1
  const passages = await stores.read([...new Set([...near, ...worded].map(({ id }) => id))])
  const ranked = Array.from(passages.values(), (passage): HeadPassage => {
    const cosines = nearness(question.vector, passage)
    const words = bm25.get(passage.id) ?? 0
    let score = parts.sentences ? (cosines.passage + cosines.sentence) / 2 : cosines.passage
    if (parts.words) score += (wordWeight * words) / mostWords
    if (parts.titles && isAsked(passage.titleKey, question)) score += titleWeight
    if (parts.names) score += nameWeight * rarestAsked(passage, question, stores.rarity)
    return { passage, score, cosine: cosines.passage, bm25: words }
  })
  return ranked.sort(byScoreThenPassage)
}

function isAsked(key: string, question: Question): boolean {
  return key.trim() !== '' && question.key.includes(key)
}

function rarestAsked({ names }: Passage, question: Question, rarity: Rarity): number {
  let rarest = 0
  for (const { key, stems } of names) {
    if (!stems.every((stem) => question.stems.has(stem)) || !isAsked(key, question)) continue
    for (const stem of stems) rarest = Math.max(rarest, rarity.of(stem))
  }
  return rarity.most === 0 ? 0 : rarest / rarity.most
}
