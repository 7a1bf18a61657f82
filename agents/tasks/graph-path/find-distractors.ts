import type { PathShape, PathStep, SourceSentence } from '#core/task.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { wordCount } from './word-count.ts'

/** A distractor longer than this fills the prompt of a small policy. */
const mostWords = 45

/** Sentences about the things of a path that do not name its answer and are not of the path, in the graph's order. */
export async function findDistractors(
  { path, shape }: { readonly path: readonly PathStep[]; readonly shape: PathShape },
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
