import { contentWords } from '#agents/verify/content-words.ts'
import type { GraphStore } from '#graph/graph-store.ts'

const longestName = 3
const mostLookups = 40

/** Ids of the entities that a question names: every run of up to three of its words is looked up in the graph. */
export async function findAskedEntities(question: string, graph: GraphStore): Promise<ReadonlySet<string>> {
  const words =
    question.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}().+'’-]*/gu)?.map((word) => word.replace(/[.'’-]+$/, '')) ?? []
  const names = new Set<string>()
  for (let length = longestName; length >= 1; length--) {
    for (let start = 0; start + length <= words.length; start++) {
      const run = words.slice(start, start + length)
      // A run that begins or ends with a word such as "of" is no name.
      if (isContent(run[0]) && isContent(run.at(-1))) names.add(run.join(' '))
    }
  }
  const found = await Promise.all(
    [...names].slice(0, mostLookups).map((name) => graph.findEntities(name, { limit: 1 })),
  )
  return new Set(found.flat().map(({ id }) => id))
}

function isContent(word: string | undefined): boolean {
  return word !== undefined && contentWords(word).length > 0
}
