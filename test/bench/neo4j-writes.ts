import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { openNeo4jGraphStore } from '#graph/neo4j-graph-store.ts'
import { openNeo4jRunner, type Neo4jRunner, type Run } from '#graph/neo4j-runner.ts'
import { startNeo4j, stopNeo4j } from '#graph/neo4j-server.ts'
import { createNeo4jPut } from '#graph/neo4j-write-documents.ts'
import { readConfig } from '#src/config.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'

/**
 * Writes documents to a Neo4j server of its own, in batches as the store does, and then the same rows one by one in the
 * same transactions; prints one line of JSON. Usage: node test/bench/neo4j-writes.ts [documents=16]
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
  const cold = await write(runner, 1000)
  await runner.define('MATCH (n) DETACH DELETE n')
  const batched = await write(runner, 1)
  const counts = await runner.read<{ nodes: number; relationships: number }>(
    'RETURN COUNT { () } AS nodes, COUNT { ()-->() } AS relationships',
  )
  await runner.define('MATCH (n) DETACH DELETE n')
  const single = await write(rowByRow(runner), 1)
  const deleting = performance.now()
  for (const { id } of await store.listDocuments()) await store.deleteDocument(id)
  const seconds = {
    batchedOnNewServer: cold,
    batched,
    rowByRow: single,
    deleted: (performance.now() - deleting) / 1000,
  }
  console.log(JSON.stringify({ documents, ...counts[0], seconds, timesFaster: single / batched }))
  await Promise.all([runner.close(), store.close()])
} finally {
  await stopNeo4j({ home })
  rmSync(home, { recursive: true, force: true })
}

/** Seconds for all documents. */
async function write(runner: Neo4jRunner, firstSeed: number): Promise<number> {
  const { putDocument } = createNeo4jPut(runner)
  const start = performance.now()
  for (let seed = firstSeed; seed < firstSeed + documents; seed += 1) {
    await putDocument(makeKnowledge({ seed, chunks: 50, sentences: 6 }))
  }
  return (performance.now() - start) / 1000
}

/** The same runner, but each row of a batch is a query of its own. */
function rowByRow(runner: Neo4jRunner): Neo4jRunner {
  const single =
    (run: Run): Run =>
    async <T extends object>(query: string, parameters: Readonly<Record<string, unknown>> = {}) => {
      if (!Array.isArray(parameters.rows)) return run<T>(query, parameters)
      const found: T[] = []
      for (const row of parameters.rows) found.push(...(await run<T>(query, { ...parameters, rows: [row] })))
      return found
    }
  return { ...runner, write: (work) => runner.write((run) => work(single(run))) }
}
