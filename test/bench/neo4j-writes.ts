import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { openNeo4jGraphStore } from '#graph/neo4j/neo4j-graph-store.ts'
import { openNeo4jRunner, type Neo4jRunner, type Run } from '#graph/neo4j/neo4j-runner.ts'
import { startNeo4j, stopNeo4j } from '#graph/neo4j-server/neo4j-server.ts'
import { createNeo4jPut } from '#graph/neo4j/neo4j-write-documents.ts'
import { readConfig } from '#src/config.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'

/**
 * Writes documents to a Neo4j server of its own, in batches as the store does; then the same rows one by one, once in
 * the same transactions, and (for two of the documents) once in a transaction each, as a loop over rows does without
 * more ado. Prints one line of JSON. Usage: node test/bench/neo4j-writes.ts [documents=16]
 */
const documents = Number(process.argv[2] ?? 16)
const home = mkdtempSync(join(tmpdir(), 'nacre-bench-'))
try {
  const server = await startNeo4j({
    home,
    cacheFolder: readConfig().cacheFolder,
    ports: { bolt: 0, http: 0 },
    onProgress: console.error,
  })
  const store = await openNeo4jGraphStore(server)
  const runner = await openNeo4jRunner(server)
  // A new server plans and compiles each query when it first meets it: measured apart.
  const cold = await write(runner, seeds(1000))
  await clear(runner)
  const twoBatched = await write(runner, [1, 2])
  await clear(runner)
  const twoRowByRow = await write(rowByRow(runner, { ownTransactions: true }), [1, 2])
  await clear(runner)
  const batched = await write(runner, seeds(1))
  const counts = await runner.read<{ nodes: number; relationships: number }>(
    'RETURN COUNT { () } AS nodes, COUNT { ()-->() } AS relationships',
  )
  await clear(runner)
  const single = await write(rowByRow(runner, { ownTransactions: false }), seeds(1))
  const deleting = performance.now()
  for (const { id } of await store.listDocuments()) await store.deleteDocument(id)
  const seconds = {
    batchedOnNewServer: cold,
    batched,
    rowByRowInSameTransactions: single,
    twoDocumentsBatched: twoBatched,
    twoDocumentsRowByRow: twoRowByRow,
    deleted: (performance.now() - deleting) / 1000,
  }
  const ratios = { toRowByRow: twoBatched / twoRowByRow, toRowByRowInSameTransactions: batched / single }
  console.log(JSON.stringify({ documents, ...counts[0], seconds, ...ratios }))
  await Promise.all([runner.close(), store.close()])
} finally {
  await stopNeo4j({ home })
  rmSync(home, { recursive: true, force: true })
}

function seeds(first: number): number[] {
  return Array.from({ length: documents }, (_none, at) => first + at)
}

/** In portions that fit the memory of the server. */
async function clear(runner: Neo4jRunner): Promise<void> {
  await runner.define('MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS')
}

/** Seconds for the documents of these seeds, which are made before. */
async function write(runner: Neo4jRunner, from: readonly number[]): Promise<number> {
  const { putDocument } = createNeo4jPut(runner)
  const known = from.map((seed) => makeKnowledge({ seed, chunks: 50, sentences: 6 }))
  const start = performance.now()
  for (const knowledge of known) await putDocument(knowledge)
  return (performance.now() - start) / 1000
}

/** The same runner, but each row of a batch is a query of its own, and a transaction of its own where that is asked. */
function rowByRow(runner: Neo4jRunner, { ownTransactions }: { ownTransactions: boolean }): Neo4jRunner {
  const alone: Run = (query, parameters) => runner.write((run) => run(query, parameters))
  const single =
    (inside: Run): Run =>
    async <T extends object>(query: string, parameters: Readonly<Record<string, unknown>> = {}) => {
      const run = ownTransactions ? alone : inside
      if (!Array.isArray(parameters.rows)) return run<T>(query, parameters)
      const found: T[] = []
      for (const row of parameters.rows) found.push(...(await run<T>(query, { ...parameters, rows: [row] })))
      return found
    }
  return {
    ...runner,
    write: (work) => (ownTransactions ? work(single(alone)) : runner.write((run) => work(single(run)))),
  }
}
