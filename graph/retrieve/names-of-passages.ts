import type { GraphStore } from '#graph/graph-store.ts'
import { asName, type Name, type Passage } from './read-passages.ts'

/** What passages speak of: what they call by name, then what the graph knows in them; each once, by passage. */
export async function namesOfPassages(
  passages: readonly Passage[],
  graph: Pick<GraphStore, 'entitiesOfChunks' | 'relationsOfChunks'>,
): Promise<ReadonlyMap<string, readonly Name[]>> {
  const ids = [...new Set(passages.map(({ id }) => id))]
  const [mentioned, stated] = await Promise.all([graph.entitiesOfChunks(ids), graph.relationsOfChunks(ids)])
  const known = new Map(ids.map((id) => [id, (mentioned.get(id) ?? []).map(({ entity }) => entity.name)]))
  for (const { subject, object, evidence } of stated) {
    for (const { chunkId } of evidence) known.get(chunkId)?.push(subject.name, object.name)
  }
  return new Map(
    passages.map((passage) => {
      const names = [...passage.names, ...(known.get(passage.id) ?? []).map(asName)]
      const byKey = new Map<string, Name>()
      for (const name of names) if (name.stems.length > 0 && !byKey.has(name.key)) byKey.set(name.key, name)
      return [passage.id, [...byKey.values()]]
    }),
  )
}
