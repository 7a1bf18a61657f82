import type { Chunk } from '#core/chunk.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { Random } from '#core/create-random.ts'

/**
 * Every chunk of the corpus once, in a random order in which the documents take turns: a long document is not asked
 * about more often than a short one. The same corpus and randomness give the same order.
 */
export async function* drawChunks(
  graph: Pick<GraphStore, 'listDocuments' | 'chunksOfDocument'>,
  random: Random,
): AsyncGenerator<Chunk> {
  const documentIds = (await graph.listDocuments()).map(({ id }) => id).toSorted()
  const shuffled = random.shuffle(documentIds)
  const waiting = new Map<string, Chunk[]>()
  for (let isLeft = true; isLeft;) {
    isLeft = false
    for (const id of shuffled) {
      const chunks = waiting.get(id) ?? random.shuffle(await graph.chunksOfDocument(id))
      waiting.set(id, chunks)
      const chunk = chunks.pop()
      if (chunk === undefined) continue
      isLeft = true
      yield chunk
    }
  }
}
