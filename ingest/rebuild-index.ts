import { join } from 'node:path'
import {
  firstIndexFolder,
  nextIndexFolder,
  readIndexRecord,
  removeOtherIndexes,
  writeIndexRecord,
} from '#graph/index-record.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { openLanceDbVectorStore } from '#graph/lancedb/lancedb-vector-store.ts'
import type { Embedder } from '#models/embedder.ts'
import { repairIndex } from './repair-index.ts'

/**
 * Makes the index anew from the graph, with this embedder, in a folder beside the old one, and then makes it the one that is
 * searched in one step. Until then, and where it fails or is killed, the old one is searched as before. The caller is the
 * only writer of the data folder. The index that was replaced stays until the next rebuild, for readers that are at it.
 * Returns the number of passages. Errors: those of the parts, `cancelled`.
 */
export async function rebuildIndex(
  dataFolder: string,
  { graph, embedder, spec }: { readonly graph: GraphStore; readonly embedder: Embedder; readonly spec: string },
  options: { signal?: AbortSignal; onProgress?: (done: number, total: number) => void } = {},
): Promise<number> {
  const old = currentFolder(dataFolder)
  removeOtherIndexes(dataFolder, [old])
  const folder = nextIndexFolder(dataFolder)
  const { id: embedderId, dimensions } = embedder
  const vectors = await openLanceDbVectorStore({ folder: join(dataFolder, folder), embedderId, dimensions })
  try {
    const { embedded } = await repairIndex({ graph, vectors, embedder }, options)
    writeIndexRecord(dataFolder, { folder, embedder: spec })
    return embedded
  } finally {
    await vectors.close()
  }
}

/** A damaged record is no reason not to make the index anew. */
function currentFolder(dataFolder: string): string {
  try {
    return readIndexRecord(dataFolder)?.folder ?? firstIndexFolder
  } catch {
    return firstIndexFolder
  }
}
