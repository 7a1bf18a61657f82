import neo4j, { Neo4jError, type Driver, type ManagedTransaction } from 'neo4j-driver'
import { NacreError } from '#core/errors.ts'
import { createNeo4jDriver, reachNeo4j, toNeo4jError, type Neo4jAccess } from './neo4j-reach.ts'

export type Parameters = Readonly<Record<string, unknown>>

/** Runs one query of a transaction and hands over all its rows; values that are null are left out, at any depth. */
export type Run = <T extends object>(query: string, parameters?: Parameters) => Promise<T[]>

/** Queries on one database, each in a transaction that the driver repeats where that is safe. */
export interface Neo4jRunner {
  read<T extends object>(query: string, parameters?: Parameters): Promise<T[]>
  /** All that `work` runs becomes visible at once, or nothing of it. */
  write<T>(work: (run: Run) => Promise<T>): Promise<T>
  /** A statement about the schema, which has to stand alone in its transaction. */
  define(statement: string): Promise<void>
  /** The rows of a query as they come. */
  stream<T extends object>(query: string): AsyncGenerator<T>
  close(): Promise<void>
}

const database = 'neo4j'
/** `CALL (variables) { … }` is understood from this version on. */
const oldestServer = [5, 23] as const

/** Connects and logs in once. Throws `unavailable` within seconds where no Neo4j answers, refuses the password, or is too old. */
export async function openNeo4jRunner(access: Neo4jAccess): Promise<Neo4jRunner> {
  const reach = await reachNeo4j(access)
  if (reach.state !== 'ready') throw reach.error
  const driver = createNeo4jDriver(access, { maxTransactionRetryTime: 10_000, userAgent: 'nacre' })
  try {
    await requireVersion(driver, access)
  } catch (error) {
    await driver.close()
    throw toNeo4jError(error, access)
  }
  return createRunner(driver, access)
}

/** A whole number for a parameter; the driver sends other numbers as floating point. */
export function whole(value: number): unknown {
  return neo4j.int(value)
}

function createRunner(driver: Driver, access: Neo4jAccess): Neo4jRunner {
  const openSession = (mode: 'READ' | 'WRITE') =>
    driver.session({ database, defaultAccessMode: mode, bookmarkManager: driver.executeQueryBookmarkManager })
  const plainly = async <T>(mode: 'READ' | 'WRITE', work: (session: ReturnType<typeof openSession>) => Promise<T>) => {
    const session = openSession(mode)
    try {
      return await work(session)
    } catch (error) {
      throw toNeo4jError(error, access)
    } finally {
      await session.close()
    }
  }
  return {
    read: (query, parameters) =>
      plainly('READ', (session) => session.executeRead((transaction) => runAll(transaction, query, parameters))),
    write: (work) =>
      plainly('WRITE', (session) =>
        session.executeWrite((transaction) => work((query, parameters) => runAll(transaction, query, parameters))),
      ),
    define: (statement) => plainly('WRITE', async (session) => void (await session.run(statement))),
    async *stream<T extends object>(query: string) {
      const session = openSession('READ')
      try {
        for await (const record of session.run(query)) yield withoutNulls(record.toObject()) as T
      } catch (error) {
        throw toNeo4jError(error, access)
      } finally {
        await session.close()
      }
    },
    close: () => driver.close(),
  }
}

async function runAll<T extends object>(
  transaction: ManagedTransaction,
  query: string,
  parameters: Parameters = {},
): Promise<T[]> {
  const { records } = await transaction.run(query, parameters)
  return records.map((record) => withoutNulls(record.toObject()) as T)
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== null)
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutNulls(inner)]))
}

async function requireVersion(driver: Driver, { url }: Neo4jAccess): Promise<void> {
  const { records } = await driver.executeQuery('CALL dbms.components() YIELD versions RETURN versions[0] AS version')
  const version = String(records[0]?.get('version'))
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > oldestServer[0] || (major === oldestServer[0] && minor >= oldestServer[1])) return
  throw new NacreError(
    'unavailable',
    `The Neo4j at ${url} is version ${version}. Expected ${oldestServer.join('.')} or newer; update it, or run "nacre neo4j start".`,
  )
}

/** Whether a write failed because another writer made the same node first. */
export function isAlreadyThere(error: unknown): boolean {
  return error instanceof Neo4jError && error.code === 'Neo.ClientError.Schema.ConstraintValidationFailed'
}
