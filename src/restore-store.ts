import { existsSync } from 'node:fs'
import { copyFile, cp, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { NacreError } from '#core/errors.ts'
import { firstIndexFolder, writeIndexRecord } from '#graph/index-record.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { carriedFiles, checkBackup } from './backup-manifest.ts'
import type { Config } from './config.ts'
import { copyGraph } from './copy-graph.ts'
import { withWriteLock } from './write-lock.ts'

export interface RestoreSummary {
  readonly documents: number
  readonly chunks: number
}

/** These make no data folder full. */
const harmless = /^(?:write-lock\.sqlite.*|config\.json)$/

/**
 * Brings a backup back into the data folder, and into Neo4j where that holds the graph. Checks first: every file by its
 * checksum, the database page by page. The new data folder is made beside the old one and takes its name when it is whole, so
 * nobody sees a part of it. Throws `conflict` where there is something already, unless `isForced`; then what was there is
 * removed last. The settings of the data folder stay as they are where it has some.
 */
export async function restoreStore(
  folder: string,
  config: Config,
  options: { isForced: boolean; signal?: AbortSignal },
): Promise<RestoreSummary> {
  const source = resolve(folder)
  const { dataFolder } = config
  const { documents, chunks, embedder } = await checkBackup(source)
  const { checkSqliteFile } = await import('#graph/sqlite/sqlite-copy-file.ts')
  checkSqliteFile(join(source, 'graph.sqlite'))
  await withWriteLock(
    dataFolder,
    async () => {
      if (!options.isForced) await requireEmpty(dataFolder)
      const next = `${dataFolder}.restoring-${process.pid}`
      await rm(next, { recursive: true, force: true })
      await mkdir(next, { recursive: true })
      try {
        await copyFile(join(source, 'graph.sqlite'), join(next, 'graph.sqlite'))
        await cp(join(source, firstIndexFolder), join(next, firstIndexFolder), { recursive: true })
        writeIndexRecord(next, { folder: firstIndexFolder, embedder })
        for (const name of carriedFiles) {
          const places = name === 'config.json' ? [dataFolder, source] : [source]
          const found = places.map((place) => join(place, name)).find((path) => existsSync(path))
          if (found !== undefined) await copyFile(found, join(next, name))
        }
        if (config.graph.url !== 'sqlite') await restoreNeo4j(join(next, 'graph.sqlite'), config, options)
        await exchange(dataFolder, next)
      } catch (error) {
        await rm(next, { recursive: true, force: true })
        throw error
      }
    },
    options,
  )
  return { documents, chunks }
}

async function requireEmpty(dataFolder: string): Promise<void> {
  const found = (await readdir(dataFolder)).filter((name) => !harmless.test(name))
  if (found.length === 0) return
  throw new NacreError(
    'conflict',
    `The data folder ${dataFolder} is not empty. Name another one with --data, or say --force to replace what is there.`,
  )
}

/** Writes into Neo4j document by document; the file is then no longer needed. */
async function restoreNeo4j(
  path: string,
  { graph }: Config,
  { isForced, signal }: { isForced: boolean; signal?: AbortSignal },
): Promise<void> {
  const { openSqliteGraphStore } = await import('#graph/sqlite/sqlite-graph-store.ts')
  const { openNeo4jGraphStore } = await import('#graph/neo4j/neo4j-graph-store.ts')
  const to: GraphStore = await openNeo4jGraphStore({ url: graph.url, user: graph.user, password: graph.password ?? '' })
  const from = openSqliteGraphStore(path)
  try {
    if (!isForced && (await to.stats()).documents > 0) {
      throw new NacreError('conflict', `The Neo4j at ${graph.url} is not empty. Say --force to replace what is there.`)
    }
    await copyGraph(from, to, { others: 'drop', ...(signal === undefined ? {} : { signal }) })
  } finally {
    await from.close()
    await to.close()
  }
  await rm(path)
}

/** A folder that is not empty cannot be replaced in one step: the old one is moved away right before, and comes back if that fails. */
async function exchange(dataFolder: string, next: string): Promise<void> {
  const replaced = `${dataFolder}.replaced-${process.pid}`
  await rename(dataFolder, replaced)
  try {
    await rename(next, dataFolder)
  } catch (error) {
    await rename(replaced, dataFolder)
    throw error
  }
  await rm(replaced, { recursive: true, force: true })
}
