import { nodeLabels, relationTypes } from './neo4j-labels.ts'
import type { Neo4jRunner } from './neo4j-runner.ts'

/** Entities by name and surface form, for people: words in any case. */
export const namesIndex = 'nacre_names'
/** Entities by surface form exactly as printed. */
export const printedIndex = 'nacre_printed'

const statements: readonly string[] = [
  ...nodeLabels.map((label) => {
    const name = `nacre_${label.toLowerCase()}_id`
    return `CREATE CONSTRAINT ${name} IF NOT EXISTS FOR (n:${label}) REQUIRE n.id IS UNIQUE`
  }),
  ...relationTypes.map((type) => {
    const name = `nacre_${type.toLowerCase()}_id`
    return `CREATE CONSTRAINT ${name} IF NOT EXISTS FOR ()-[r:${type}]-() REQUIRE r.id IS UNIQUE`
  }),
  'CREATE INDEX nacre_chunk_document IF NOT EXISTS FOR (n:Chunk) ON (n.document_id)',
  'CREATE INDEX nacre_entity_key IF NOT EXISTS FOR (n:Entity) ON (n.key)',
  'CREATE INDEX nacre_entity_join_key IF NOT EXISTS FOR (n:Entity) ON (n.join_key)',
  'CREATE INDEX nacre_defines_key IF NOT EXISTS FOR ()-[r:DEFINES]-() ON (r.short_key)',
  'CREATE INDEX nacre_same_as_id IF NOT EXISTS FOR ()-[r:SAME_AS]-() ON (r.id)',
  'CREATE INDEX nacre_evidence_relation IF NOT EXISTS FOR (n:Evidence) ON (n.relation_id)',
  'CREATE INDEX nacre_trace_task IF NOT EXISTS FOR (n:Trace) ON (n.task_id)',
  'CREATE INDEX nacre_pair_task IF NOT EXISTS FOR (n:Pair) ON (n.task_id)',
  'CREATE INDEX nacre_pair_trace IF NOT EXISTS FOR (n:Pair) ON (n.trace_id)',
  `CREATE FULLTEXT INDEX ${namesIndex} IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.aliases]`,
  `CREATE FULLTEXT INDEX ${printedIndex} IF NOT EXISTS FOR (n:Entity) ON EACH [n.aliases]
     OPTIONS { indexConfig: { \`fulltext.analyzer\`: 'keyword' } }`,
]

/** Makes constraints and indexes where they are missing, and waits until they are there, before the first write. */
export async function ensureNeo4jSchema(runner: Neo4jRunner): Promise<void> {
  const names = statements.map((statement) => /nacre_\w+/.exec(statement)?.[0])
  const existing = await runner.read<{ name: string }>(
    'SHOW INDEXES YIELD name, state WHERE name STARTS WITH "nacre_" AND state = "ONLINE" RETURN name',
  )
  const known = new Set(existing.map(({ name }) => name))
  const missing = statements.filter((_statement, at) => !known.has(names[at] ?? ''))
  for (const statement of missing) await runner.define(statement)
  if (missing.length > 0) await runner.read('CALL db.awaitIndexes(300)')
}
