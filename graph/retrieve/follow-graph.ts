import type { GraphStore } from '#graph/graph-store.ts'
import { createGraphSnapshot, type GraphSnapshot } from './graph-snapshot.ts'

/**
 * The snapshot of a graph store, brought up to date at each call: documents that came are read, those that went are taken
 * out, whoever wrote or removed them, and merges of entities are as they are now, undone ones too. The first call reads all.
 * The text of a document is its id, so what is there twice is the same.
 */
export function followGraph(
  graph: Pick<GraphStore, 'documentIds' | 'streamLinks' | 'mergedIds'>,
): () => Promise<GraphSnapshot> {
  const snapshot = createGraphSnapshot()
  let last: Promise<unknown> = Promise.resolve()

  async function bringUpToDate(): Promise<GraphSnapshot> {
    const ready = await graph.documentIds()
    const held = snapshot.documentIds()
    const wanted = new Set(ready)
    const gone = [...held].filter((id) => !wanted.has(id))
    for (const id of gone) snapshot.remove(id)
    const missing = ready.filter((id) => !held.has(id))
    if (missing.length > 0)
      for await (const links of graph.streamLinks(held.size === 0 ? undefined : missing)) snapshot.put(links)
    // Any document, and any person, may join or part entities of the others.
    snapshot.merge(await graph.mergedIds())
    return snapshot
  }

  return () => {
    // One after the other: two that read at the same time would read the same documents.
    const next = last.catch(() => undefined).then(bringUpToDate)
    last = next
    return next
  }
}
