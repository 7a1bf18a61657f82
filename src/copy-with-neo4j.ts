import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { NacreError } from '#core/errors.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { Config } from './config.ts'
import { copyGraph, type CopyProgress, type CopySummary, type OtherDocuments } from './copy-graph.ts'
import { requireNeo4j } from './find-neo4j.ts'
import { withWriteLock } from './write-lock.ts'

/**
 * Copies the graph of the data folder's SQLite file into Neo4j (`push`) or back (`pull`), as the only writer of the
 * folder. Throws `not-found` where there is no SQLite graph to push, `conflict` where the target holds something else.
 */
export async function copyWithNeo4j(
  direction: 'push' | 'pull',
  config: Config,
  options: {
    others: OtherDocuments
    signal?: AbortSignal
    onProgress?: (progress: CopyProgress) => void
    onWait?: () => void
    /** Called with the SQLite graph after a pull: a graph holds no vectors, so those of what was copied are to be made. */
    onPulled?: (graph: GraphStore) => Promise<void>
  },
): Promise<CopySummary & { readonly url: string }> {
  const place = await requireNeo4j(config)
  const path = join(config.dataFolder, 'graph.sqlite')
  if (direction === 'push' && !existsSync(path)) {
    throw new NacreError(
      'not-found',
      `There is no SQLite graph in ${config.dataFolder}. Read documents first: nacre ingest PATH --graph sqlite`,
    )
  }
  if (direction === 'push' && options.others === 'refuse') await requireOwn(place)
  return withWriteLock(
    config.dataFolder,
    async () => {
      const { openSqliteGraphStore } = await import('#graph/sqlite/sqlite-graph-store.ts')
      const { openNeo4jGraphStore } = await import('#graph/neo4j/neo4j-graph-store.ts')
      const neo4j = await openNeo4jGraphStore(place)
      const sqlite = openSqliteGraphStore(path)
      try {
        const [from, to] = direction === 'push' ? [sqlite, neo4j] : [neo4j, sqlite]
        const summary = await copyGraph(from, to, options)
        if (direction === 'pull') await options.onPulled?.(sqlite)
        return { ...summary, url: place.url }
      } finally {
        await sqlite.close()
        await neo4j.close()
      }
    },
    options,
  )
}

async function requireOwn(place: Awaited<ReturnType<typeof requireNeo4j>>): Promise<void> {
  const { countForeignNodes } = await import('#graph/neo4j/neo4j-foreign-nodes.ts')
  const foreign = await countForeignNodes(place)
  if (foreign <= 0) return
  throw new NacreError(
    'conflict',
    `The Neo4j at ${place.url} holds ${foreign} nodes that are not Nacre's. Nothing was written. Say --keep-others to put ` +
      'the graph beside them, or start a server of its own with "nacre neo4j start".',
  )
}
