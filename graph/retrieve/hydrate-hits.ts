import type { HitReason, SearchHit } from '#core/search.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { ScoredId } from '#graph/vector-store.ts'

/** Reads scored ids as passages of documents that are ready, in the given order; ids that the graph does not know are left out. */
export async function hydrateHits(
  scored: readonly ScoredId[],
  reasons: ReadonlyMap<string, readonly HitReason[]>,
  graph: Pick<GraphStore, 'getChunks' | 'documentTitles'>,
): Promise<readonly SearchHit[]> {
  if (scored.length === 0) return []
  const chunks = await graph.getChunks(scored.map(({ id }) => id))
  const titles = await graph.documentTitles([...new Set([...chunks.values()].map(({ documentId }) => documentId))])
  return scored.flatMap(({ id, score }) => {
    const chunk = chunks.get(id)
    if (chunk === undefined) return []
    const { documentId, page, start, end, text } = chunk
    const hit = {
      chunkId: id,
      documentId,
      title: titles.get(documentId) ?? '',
      start,
      end,
      score,
      text,
      why: reasons.get(id) ?? [],
    }
    return [page === undefined ? hit : { ...hit, page }]
  })
}
