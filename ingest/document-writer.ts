import type { GraphStore } from '#graph/graph-store.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import type { PreparedDocument } from './prepare-document.ts'

/** A write of vectors costs about as much as embedding one chunk, so short documents share one. */
const rowsPerWrite = 64
const documentsPerWrite = 16
/** Nothing that is ready waits much longer, so that a run that is killed again and again still gets on. */
const longestWaitMs = 1_000
/** LanceDB keeps a file a write until it is tidied; past some tens each search reads many small files. */
const writesPerOptimize = 20

export interface DocumentWriter {
  /** Whether a document waits to be written. */
  holds(documentId: string): boolean
  add(document: PreparedDocument): Promise<void>
  /** Writes all that waits. */
  flush(): Promise<void>
}

/**
 * Writes documents in small groups: the vectors of all first, then ONE graph transaction for each, which makes it visible.
 * What a document replaces goes in its transaction, and the vectors of that after it. Killed at any point, the documents can be prepared and written again and give the same. Tells each one it has written.
 */
export function createDocumentWriter(
  { graph, vectors }: { readonly graph: GraphStore; readonly vectors: VectorStore },
  onWritten: (document: PreparedDocument, result: 'created' | 'unchanged') => void,
  options: { now?: () => number } = {},
): DocumentWriter {
  const now = options.now ?? (() => performance.now())
  let waiting: PreparedDocument[] = []
  let writes = 0
  let lastWriteMs = now()

  async function flush(): Promise<void> {
    if (waiting.length === 0) return
    await vectors.upsert(waiting.flatMap(({ rows }) => rows))
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const { rows: _, replaces = [], ...knowledge } = next
      const old = (await Promise.all(replaces.map((id) => graph.chunksOfDocument(id)))).flat()
      const result = await graph.putDocument(knowledge, { replaces })
      if (old.length > 0) await vectors.delete(old.map(({ id }) => id))
      waiting.shift()
      onWritten(next, result)
    }
    lastWriteMs = now()
    if (++writes % writesPerOptimize === 0) await vectors.optimize()
  }

  return {
    holds: (documentId) => waiting.some(({ document }) => document.id === documentId),
    add: async (document) => {
      waiting = [...waiting, document]
      const rows = waiting.reduce((sum, { chunks }) => sum + chunks.length, 0)
      const isDue = rows >= rowsPerWrite || waiting.length >= documentsPerWrite || now() - lastWriteMs > longestWaitMs
      if (isDue) await flush()
    },
    flush,
  }
}
