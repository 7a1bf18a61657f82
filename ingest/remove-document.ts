import type { GraphStore } from '#graph/graph-store.ts'
import type { VectorStore } from '#graph/vector-store.ts'

/**
 * Forgets a document and all that only it told; false where there is none. The graph goes first, so that from then on
 * nothing cites the document; vectors left behind by a crash in between are never shown.
 */
export async function removeDocument(
  documentId: string,
  { graph, vectors }: { readonly graph: GraphStore; readonly vectors: VectorStore },
): Promise<boolean> {
  const chunks = await graph.chunksOfDocument(documentId)
  const isRemoved = await graph.deleteDocument(documentId)
  await vectors.delete(chunks.map(({ id }) => id))
  return isRemoved
}
