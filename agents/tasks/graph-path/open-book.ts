import type { Random } from '#core/create-random.ts'
import type { BookSentence, PathShape, PathStep } from '#core/task.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { findDistractors } from './find-distractors.ts'

/** Sentences of an open book, those of the path included; fewer where the graph holds no more. */
export const bookSize = { fewest: 3, most: 8 }

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
  const others = random.shuffle(await findDistractors({ path, shape }, graph)).slice(0, wanted - stated.length)
  const book = random.shuffle([...stated, ...others.map((sentence): BookSentence => ({ sentence }))])
  const last = book.findIndex(({ step }) => step === path.length - 1)
  const place = turnOf(book.length) % book.length
  return book.map((_, index) => book[(index + last - place + book.length) % book.length]!)
}
