import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { NacreError, throwIfCancelled } from '#core/errors.ts'
import { firstIndexFolder, readIndexRecord } from '#graph/index-record.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import type { App } from './app.ts'
import { carriedFiles, writeManifest } from './backup-manifest.ts'
import { copyGraph } from './copy-graph.ts'

export interface BackupSummary {
  readonly folder: string
  readonly documents: number
  readonly chunks: number
  /** Fewer than chunks where documents were removed while the vectors were copied. */
  readonly vectors: number
}

/**
 * Copies the graph as it stands now, and the vectors of its passages, into a new folder; an SQLite file also where the graph
 * is in Neo4j. Others may read and write meanwhile: vectors are there before their document is, so those of the copied
 * documents are all there. The folder gets its name when it is whole. Throws `conflict` where it is there already.
 */
export async function backUpStore(
  app: Pick<App, 'config' | 'graph' | 'vectors' | 'embedder'>,
  folder: string,
  options: { signal?: AbortSignal; onProgress?: (done: number, total: number) => void } = {},
): Promise<BackupSummary> {
  const target = resolve(folder)
  if (existsSync(target) && (await readdir(target)).length > 0) {
    throw new NacreError('conflict', `${target} is there already. Name a folder that is not there yet.`)
  }
  const { dataFolder, models } = app.config
  const partial = `${target}.partial-${process.pid}`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { recursive: true })
  try {
    const graph = await copyOfGraph(app, join(partial, 'graph.sqlite'), options.signal)
    const counts = await copyVectors(graph, app, join(partial, firstIndexFolder), options)
    for (const name of carriedFiles.filter((file) => existsSync(join(dataFolder, file)))) {
      await copyFile(join(dataFolder, name), join(partial, name))
    }
    const embedder = readIndexRecord(dataFolder)?.embedder ?? models.embedder
    await writeManifest(partial, { documents: counts.documents, chunks: counts.chunks, embedder })
    await rm(target, { recursive: true, force: true })
    await rename(partial, target)
    return { folder: target, ...counts }
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    throw error
  }
}

async function copyOfGraph(
  app: Pick<App, 'config' | 'graph'>,
  path: string,
  signal?: AbortSignal,
): Promise<GraphStore> {
  const { openSqliteGraphStore } = await import('#graph/sqlite/sqlite-graph-store.ts')
  const from = await app.graph()
  if (from.kind === 'sqlite') {
    const { copySqliteFile } = await import('#graph/sqlite/sqlite-copy-file.ts')
    copySqliteFile(join(app.config.dataFolder, 'graph.sqlite'), path)
    return openSqliteGraphStore(path)
  }
  const copy = openSqliteGraphStore(path)
  await copyGraph(from, copy, { others: 'refuse', ...(signal === undefined ? {} : { signal }) })
  return copy
}

/** Copies the vectors of all passages of a graph, which is closed then: its log goes into its file. */
async function copyVectors(
  graph: GraphStore,
  app: Pick<App, 'vectors' | 'embedder'>,
  folder: string,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (done: number, total: number) => void },
): Promise<{ documents: number; chunks: number; vectors: number }> {
  const { openLanceDbVectorStore } = await import('#graph/lancedb/lancedb-vector-store.ts')
  const [from, { id: embedderId, dimensions }] = await Promise.all([app.vectors(), app.embedder()])
  const to: VectorStore = await openLanceDbVectorStore({ folder, embedderId, dimensions })
  const documents = await graph.documentIds()
  const counts = { documents: documents.length, chunks: 0, vectors: 0 }
  try {
    for (const [done, documentId] of documents.entries()) {
      throwIfCancelled(signal)
      onProgress?.(done, documents.length)
      const chunks = await graph.chunksOfDocument(documentId)
      const found = await from.passages(chunks.map(({ id }) => id))
      const rows = chunks.flatMap(({ id, text }) => {
        const passage = found.get(id)
        return passage === undefined ? [] : [{ id, documentId, text, ...passage }]
      })
      await to.upsert(rows)
      counts.chunks += chunks.length
      counts.vectors += rows.length
    }
    await to.optimize()
    return counts
  } finally {
    await to.close()
    await graph.close()
  }
}
