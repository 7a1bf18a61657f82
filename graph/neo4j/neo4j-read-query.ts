import neo4j, { Neo4jError, type Session } from 'neo4j-driver'
import { NacreError } from '#core/errors.ts'
import { checkReadQuery } from './check-read-query.ts'
import { createNeo4jDriver, toNeo4jError, type Neo4jAccess } from './neo4j-reach.ts'

export interface ReadQueryLimits {
  readonly maxRows: number
  /** Of the rows as JSON. */
  readonly maxBytes: number
  readonly timeoutMs: number
}

export interface ReadQueryResult {
  readonly columns: readonly string[]
  /** Plain JSON: a node is `{id, labels, properties}`, a relationship `{type, from, to, properties}`. */
  readonly rows: readonly (readonly unknown[])[]
  /** Which limit cut the rows off. */
  readonly cutBy?: 'rows' | 'bytes'
}

/**
 * Runs a Cypher query that somebody else wrote, in a transaction that cannot write, within limits. Refuses
 * (`invalid-input`) what `checkReadQuery` refuses, what Neo4j itself does not take for reading, what takes too long, and
 * what is no Cypher.
 */
export async function runReadQuery(
  { query, parameters }: { readonly query: string; readonly parameters: Readonly<Record<string, unknown>> },
  access: Neo4jAccess,
  limits: ReadQueryLimits,
): Promise<ReadQueryResult> {
  checkReadQuery(query)
  const driver = createNeo4jDriver(access, { userAgent: 'nacre' })
  const session = driver.session({ database: 'neo4j', defaultAccessMode: neo4j.session.READ })
  try {
    const explained = await session.run(`EXPLAIN ${query}`, parameters, { timeout: limits.timeoutMs })
    if (explained.summary.queryType !== 'r')
      throw new NacreError(
        'invalid-input',
        'Expected a query that only reads the graph; Neo4j says that this one writes.',
      )
    return await readRows(session, query, parameters, limits)
  } catch (error) {
    throw toPlain(error, access, limits)
  } finally {
    await session.close()
    await driver.close()
  }
}

async function readRows(
  session: Session,
  query: string,
  parameters: Readonly<Record<string, unknown>>,
  { maxRows, maxBytes, timeoutMs }: ReadQueryLimits,
): Promise<ReadQueryResult> {
  const result = session.run(query, parameters, { timeout: timeoutMs })
  const columns = await result.keys()
  const rows: unknown[][] = []
  let bytes = 0
  for await (const record of result) {
    if (rows.length === maxRows) return { columns, rows, cutBy: 'rows' }
    const row = columns.map((column) => toPlainValue(record.get(column)))
    bytes += JSON.stringify(row).length
    if (bytes > maxBytes) return { columns, rows, cutBy: 'bytes' }
    rows.push(row)
  }
  return { columns, rows }
}

function toPlainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toPlainValue)
  if (neo4j.isNode(value)) {
    const { id, ...properties } = value.properties as Record<string, unknown>
    return { id: id ?? null, labels: [...value.labels], properties: toPlainValue(properties) }
  }
  if (neo4j.isRelationship(value)) {
    const { type, startNodeElementId: from, endNodeElementId: to, properties } = value
    return { type, from, to, properties: toPlainValue(properties) }
  }
  if (neo4j.isPath(value)) {
    const relationships = value.segments.map(({ relationship }) => toPlainValue(relationship))
    return { nodes: [value.start, ...value.segments.map(({ end }) => end)].map(toPlainValue), relationships }
  }
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  // Dates, durations and points are written as Cypher writes them.
  if (Object.getPrototypeOf(value) !== Object.prototype) return (value as { toString(): string }).toString()
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toPlainValue(inner)]))
}

function toPlain(error: unknown, access: Neo4jAccess, { timeoutMs }: ReadQueryLimits): unknown {
  const plain = toNeo4jError(error, access)
  if (!(error instanceof Neo4jError)) return plain
  if (/TransactionTimedOut|Terminated/.test(error.code)) {
    const message = `The query took longer than ${timeoutMs / 1000} s and was stopped. Begin with a name or an id, and add a LIMIT.`
    return new NacreError('invalid-input', message, { cause: error })
  }
  if (error.code.startsWith('Neo.ClientError.Statement')) {
    const message = `Neo4j does not take this query: ${error.message.slice(0, 500)}`
    return new NacreError('invalid-input', message, { cause: error })
  }
  return plain
}
