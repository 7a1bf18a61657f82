import { setImmediate } from 'node:timers/promises'
import type { PassageSource } from '#agents/tasks/preflexor/passage-source.ts'
import { throwIfCancelled } from '#core/errors.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { chunksOf, type SplitEmbedder } from '#ingest/split.ts'

interface Piece {
  readonly documentId: string
  readonly start: number
  readonly end: number
  readonly page?: number
}

/**
 * Cuts every document of the graph into the pieces of the published method, document by document; only where they stand is
 * kept in memory. The tokens are those of the embedder. Errors: `cancelled`.
 */
export async function openPassageSource(
  graph: GraphStore,
  embedder: SplitEmbedder,
  options: { signal?: AbortSignal } = {},
): Promise<PassageSource> {
  const pieces: Piece[] = []
  const firstOf = new Map<string, number>()
  const titles = new Map<string, string>()
  for (const documentId of await graph.documentIds()) {
    const document = await graph.getDocument(documentId)
    if (document === undefined) continue
    firstOf.set(documentId, pieces.length)
    titles.set(documentId, document.title)
    for (const { start, end, page } of chunksOf(document, embedder, 'preflexor')) {
      pieces.push({ documentId, start, end, ...(page === undefined ? {} : { page }) })
      await setImmediate()
      throwIfCancelled(options.signal)
    }
  }
  return {
    count: pieces.length,
    read: (places) =>
      Promise.all(
        places.map(async (place) => {
          const piece = pieces[place]!
          const document = await graph.getDocument(piece.documentId)
          const text = document?.text.slice(piece.start, piece.end) ?? ''
          return { ...piece, title: titles.get(piece.documentId) ?? '', text }
        }),
      ),
    placeOf: (documentId, offset) => {
      const first = firstOf.get(documentId)
      if (first === undefined) return -1
      for (let place = first; pieces[place]?.documentId === documentId; place++) {
        if (pieces[place]!.start <= offset && offset < pieces[place]!.end) return place
      }
      return -1
    },
  }
}
