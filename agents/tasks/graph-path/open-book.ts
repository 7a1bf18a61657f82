import type { Random } from '#core/create-random.ts'
import type { BookSentence, PathShape, PathStep, SourceSentence } from '#core/task.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { wordCount } from './word-count.ts'

/** Sentences of an open book, those of the path included; fewer where the graph holds no more. */
export const bookSize = { fewest: 3, most: 8 }
/** A distractor longer than this fills the prompt of a small policy. */
const mostWords = 45

/**
 * The sentences that a training prompt shows: those of the path among others about the same things, which do not name
 * the answer. The sentence of the last step stands on place `turnOf(size)` (counted round), so that over many tasks each place of a book
 * of this size is right equally often: a policy that only learns where to look would otherwise seem to read.
 */
export async function openBook(
  { path, shape }: { readonly path: readonly PathStep[]; readonly shape: PathShape },
  { random, turnOf }: { readonly random: Random; readonly turnOf: (size: number) => number },
  graph: Pick<GraphStore, 'findEntities' | 'neighbours'>,
): Promise<readonly BookSentence[]> {
  const stated = path.map(({ evidence }, step): BookSentence => ({ sentence: evidence, step }))
  const wanted = Math.max(stated.length + 1, bookSize.fewest + random.below(bookSize.most - bookSize.fewest + 1))
  const others = random.shuffle(await sentencesAround(path, shape, graph)).slice(0, wanted - stated.length)
  const book = random.shuffle([...stated, ...others.map((sentence): BookSentence => ({ sentence }))])
  const last = book.findIndex(({ step }) => step === path.length - 1)
  const place = turnOf(book.length) % book.length
  return book.map((_, index) => book[(index + last - place + book.length) % book.length]!)
}

async function sentencesAround(
  path: readonly PathStep[],
  shape: PathShape,
  graph: Pick<GraphStore, 'findEntities' | 'neighbours'>,
): Promise<readonly SourceSentence[]> {
  const last = path.at(-1)
  const answer = ((shape === 'origin' ? last?.subject : last?.object) ?? '').toLowerCase()
  const taken = new Set(path.map(({ evidence }) => evidence.text))
  const found: SourceSentence[] = []
  for (const name of [path[0]?.subject ?? '', ...path.map(({ object }) => object)]) {
    const [entity] = await graph.findEntities(name, { limit: 1 })
    if (entity === undefined) continue
    for (const { evidence } of await graph.neighbours(entity.id, { limit: 24, evidenceLimit: 2 })) {
      for (const { chunkId, documentId, page, start, end, sentence: text } of evidence) {
        if (taken.has(text) || text.toLowerCase().includes(answer)) continue
        if (wordCount(text) > mostWords || text.includes('|')) continue
        taken.add(text)
        found.push({ chunkId, documentId, start, end, text, ...(page === undefined ? {} : { page }) })
      }
    }
  }
  return found
}
