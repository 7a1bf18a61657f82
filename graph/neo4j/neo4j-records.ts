import { defaultRecordLimit, documentsOfRecord, requireDocuments } from '#graph/documents-of-record.ts'
import type { GraphStore, RecordKind, RecordKinds } from '#graph/graph-store.ts'
import { recordLabels } from './neo4j-labels.ts'
import { whole, type Neo4jRunner, type Run } from './neo4j-runner.ts'
import { shorten } from '#graph/shorten.ts'

/** What a record is about, as relationships to nodes that may or may not be there yet. */
interface Links {
  readonly name: string
  readonly taskId?: string | undefined
  readonly traceId?: string | undefined
  /** Chunks it is about. */
  readonly about: readonly string[]
  /** Chunks it cites. */
  readonly cites: readonly string[]
  /** Chunks that led to what it cites. */
  readonly follows?: readonly string[]
}

/** Tasks, traces and pairs in Neo4j: a node each, with the record as JSON, tied to what it was made from. */
export function createNeo4jRecords(runner: Neo4jRunner): Pick<GraphStore, 'putRecord' | 'getRecord' | 'listRecords'> {
  return {
    putRecord: (kind, record) => runner.write((run) => put(run, kind, record)),
    getRecord: async <K extends RecordKind>(kind: K, id: string) => {
      const [row] = await runner.read<{ json: string }>(
        `MATCH (n:${recordLabels[kind]} {id: $id}) RETURN n.json AS json`,
        { id },
      )
      return row === undefined ? undefined : (JSON.parse(row.json) as RecordKinds[K])
    },
    listRecords: async <K extends RecordKind>(kind: K, options: { after?: string; limit?: number } = {}) => {
      const rows = await runner.read<{ json: string }>(
        `MATCH (n:${recordLabels[kind]}) WHERE n.id > $after RETURN n.json AS json ORDER BY n.id LIMIT $limit`,
        { after: options.after ?? '', limit: whole(options.limit ?? defaultRecordLimit) },
      )
      return rows.map(({ json }) => JSON.parse(json) as RecordKinds[K])
    },
  }
}

async function put<K extends RecordKind>(run: Run, kind: K, record: RecordKinds[K]): Promise<void> {
  const documentIds = documentsOfRecord(record)
  const known = await run<{ id: string }>('MATCH (d:Document) WHERE d.id IN $documentIds RETURN d.id AS id', {
    documentIds,
  })
  requireDocuments(kind, record.id, documentIds, new Set(known.map(({ id }) => id)))
  const { name, taskId = null, traceId = null, about, cites, follows = [] } = linksOf(record)
  const node = `MATCH (n:${recordLabels[kind]} {id: $id})`
  const steps = [
    `MERGE (n:${recordLabels[kind]} {id: $id}) SET n.name = $name, n.json = $json, n.task_id = $taskId, n.trace_id = $traceId,
       n.written_at = datetime.realtime()`,
    `${node} MATCH (n)-[old:MADE_FROM|ABOUT|CITES|FOLLOWS|CHOSEN]->() DELETE old`,
    `${node} MATCH (d:Document) WHERE d.id IN $documentIds CREATE (n)-[:MADE_FROM]->(d)`,
    `${node} MATCH (c:Chunk) WHERE c.id IN $about CREATE (n)-[:ABOUT]->(c)`,
    `${node} MATCH (c:Chunk) WHERE c.id IN $cites CREATE (n)-[:CITES]->(c)`,
    `${node} MATCH (c:Chunk) WHERE c.id IN $follows CREATE (n)-[:FOLLOWS]->(c)`,
    `${node} MATCH (t:Task {id: $taskId}) CREATE (n)-[:ABOUT]->(t)`,
    `${node} MATCH (t:Trace {id: $traceId}) CREATE (n)-[:CHOSEN]->(t)`,
    // Records that were written before the one they are about.
    ...(kind === 'task' ? [`${node} MATCH (m:Trace {task_id: $id}) MERGE (m)-[:ABOUT]->(n)`] : []),
    ...(kind === 'task' ? [`${node} MATCH (m:Pair {task_id: $id}) MERGE (m)-[:ABOUT]->(n)`] : []),
    ...(kind === 'trace' ? [`${node} MATCH (m:Pair {trace_id: $id}) MERGE (m)-[:CHOSEN]->(n)`] : []),
  ]
  const parameters = {
    id: record.id,
    name,
    json: JSON.stringify(record),
    taskId,
    traceId,
    documentIds,
    about,
    cites,
    follows,
  }
  for (const step of steps) await run(step, parameters)
}

function linksOf(record: RecordKinds[RecordKind]): Links {
  if ('provenance' in record) {
    const { prompt, taskId, traceId, provenance } = record
    return { name: shorten(prompt, 80), taskId, traceId, about: [], cites: unique(provenance.chunkIds) }
  }
  if ('reason' in record) {
    const { question, taskId, traceId } = record
    return { name: shorten(question, 80), taskId, traceId, about: [], cites: [] }
  }
  if ('run' in record) {
    const chunkIds = record.edges.flatMap((edge) => edge.chunkIds)
    return { name: shorten(record.question, 80), about: [], cites: unique(chunkIds) }
  }
  if ('passage' in record) {
    const { question, passage, keySentence } = record
    return { name: shorten(question, 80), about: unique([passage.chunkId, keySentence.chunkId]), cites: [] }
  }
  const { question, taskId, citations, chains = [] } = record
  const cites = unique(citations.map(({ chunkId }) => chunkId))
  const steps = unique(chains.flatMap((chain) => chain.steps.map(({ chunkId }) => chunkId)))
  const follows = steps.filter((id) => !cites.includes(id))
  return { name: shorten(question, 80), taskId, about: [], cites, follows }
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)]
}
