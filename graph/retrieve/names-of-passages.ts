import type { GraphStore } from '#graph/graph-store.ts'
import { readWords } from './read-words.ts'
import { asName, type Name, type Passage } from './read-passages.ts'

/** A passage that calls as many things by name needs no more: what else the graph knows in it only leads astray. */
const enoughNames = 6

/** What passages speak of, each once, by passage: what they call by name, and where that is little, what the graph knows in them. */
export async function namesOfPassages(
  passages: readonly Passage[],
  graph: Pick<GraphStore, 'entitiesOfChunks' | 'relationsOfChunks'>,
): Promise<ReadonlyMap<string, readonly Name[]>> {
  const ids = [...new Set(passages.filter(({ names }) => names.length < enoughNames).map(({ id }) => id))]
  const [mentioned, stated] = await Promise.all([graph.entitiesOfChunks(ids), graph.relationsOfChunks(ids)])
  const known = new Map(ids.map((id) => [id, (mentioned.get(id) ?? []).map(({ entity }) => entity.name)]))
  for (const { subject, object, evidence } of stated) {
    for (const { chunkId } of evidence) known.get(chunkId)?.push(subject.name, object.name)
  }
  return new Map(
    passages.map((passage) => {
      const byKey = new Map<string, Name>()
      for (const name of [...passage.names, ...printedIn(passage, known.get(passage.id) ?? [])]) {
        if (name.stems.length > 0 && !byKey.has(name.key)) byKey.set(name.key, name)
      }
      return [passage.id, [...byKey.values()]]
    }),
  )
}

/** Names as the passage prints them where it does: the graph keeps a normal form, in which capitals and endings are lost. */
function printedIn({ text }: Passage, names: readonly string[]): Name[] {
  const words = readWords(text)
  const at = Map.groupBy(words.keys(), (index) => words[index]!.stem)
  return names.map((name) => {
    const stems = readWords(name).map(({ stem }) => stem)
    const first = at
      .get(stems[0] ?? '')
      ?.find((index) => stems.every((stem, step) => words[index + step]?.stem === stem))
    if (first === undefined) return asName(name)
    return asName(text.slice(words[first]!.start, words[first + stems.length - 1]!.end))
  })
}
