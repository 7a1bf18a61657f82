import { join } from 'node:path'
import { NacreError } from '#core/errors.ts'
import { firstIndexFolder, readIndexRecord, writeIndexRecord, type IndexRecord } from '#graph/index-record.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import type { Embedder } from '#models/embedder.ts'

/**
 * The index that the data folder's record names, made where there is none. Follows the record: when another process has made
 * the index anew, the next call goes to the new one. Throws `conflict` where that one is of another embedder, and what
 * opening an index throws.
 */
export async function openIndex(
  dataFolder: string,
  options: { readonly spec: string; readonly embedder: Pick<Embedder, 'id' | 'dimensions'> },
): Promise<VectorStore> {
  const { openLanceDbVectorStore } = await import('#graph/lancedb/lancedb-vector-store.ts')
  const { id: embedderId, dimensions } = options.embedder
  const open = ({ folder }: IndexRecord): Promise<VectorStore> =>
    openLanceDbVectorStore({ folder: join(dataFolder, folder), embedderId, dimensions })

  const first = readIndexRecord(dataFolder)
  let record = first ?? { folder: firstIndexFolder, embedder: options.spec }
  let store = await open(record)
  if (first === undefined) writeIndexRecord(dataFolder, record)

  const current = async (): Promise<VectorStore> => {
    const now = readIndexRecord(dataFolder) ?? record
    if (now.folder === record.folder) return store
    if (now.embedder !== record.embedder) {
      throw new NacreError(
        'conflict',
        `The vectors were made anew by ${now.embedder}, and this process began with ${record.embedder}. Start it again.`,
      )
    }
    const replaced = store
    store = await open(now)
    record = now
    await replaced.close()
    return store
  }
  const methods = Object.entries(store).filter(([, member]) => typeof member === 'function')
  const following = methods.map(([name]) => [
    name,
    async (...parts: unknown[]) => {
      const members = (await current()) as unknown as Record<string, (...parts: unknown[]) => unknown>
      return members[name]?.(...parts)
    },
  ])
  return { ...Object.fromEntries(following), dimensions, close: () => store.close() } as VectorStore
}
