import neo4j, { Neo4jError, type Config, type Driver } from 'neo4j-driver'
import { NacreError } from '#core/errors.ts'

/** Where a Neo4j server listens and who asks. */
export interface Neo4jAccess {
  /** `neo4j://host:port`, `bolt://…`, and their encrypted forms `+s` and `+ssc`. */
  readonly url: string
  readonly user: string
  readonly password: string
}

/** What came of trying to log in: the server lets us in, wants something of us first, or is not there (yet). */
export type Reach =
  | { readonly state: 'ready' }
  | { readonly state: 'wrong-password' | 'must-change-password' | 'refused' | 'away'; readonly error: NacreError }

/** Tries to log in once, within a few seconds. */
export async function reachNeo4j(access: Neo4jAccess): Promise<Reach> {
  const driver = createNeo4jDriver(access, { maxTransactionRetryTime: 0 })
  try {
    await driver.executeQuery('RETURN 1', {}, { database: 'neo4j' })
    return { state: 'ready' }
  } catch (error) {
    const plain = toNeo4jError(error, access)
    if (!(plain instanceof NacreError) || !(error instanceof Neo4jError)) throw error
    return { state: stateOf(error.code), error: plain }
  } finally {
    await driver.close()
  }
}

/** A driver that gives up within seconds where nothing answers, and hands numbers over as numbers of JavaScript. */
export function createNeo4jDriver({ url, user, password }: Neo4jAccess, config: Config = {}): Driver {
  try {
    return neo4j.driver(url, neo4j.auth.basic(user, password), {
      disableLosslessIntegers: true,
      connectionTimeout: 5000,
      connectionAcquisitionTimeout: 6000,
      ...config,
    })
  } catch (cause) {
    throw new NacreError('invalid-input', `Expected an address such as neo4j://localhost:7687, got "${url}".`, {
      cause,
    })
  }
}

/** Changes the password that a new server starts with. */
export async function changeNeo4jPassword(access: Neo4jAccess, to: string): Promise<void> {
  const driver = createNeo4jDriver(access)
  try {
    const parameters = { from: access.password, to }
    await driver.executeQuery('ALTER CURRENT USER SET PASSWORD FROM $from TO $to', parameters, { database: 'system' })
  } finally {
    await driver.close()
  }
}

function stateOf(code: string): Exclude<Reach['state'], 'ready'> {
  if (code === 'Neo.ClientError.Security.Unauthorized') return 'wrong-password'
  if (code === 'Neo.ClientError.Security.CredentialsExpired') return 'must-change-password'
  return isAwayCode(code) || code.startsWith('Neo.TransientError') ? 'away' : 'refused'
}

function isAwayCode(code: string): boolean {
  return code === 'ServiceUnavailable' || code === 'SessionExpired' || code === 'N/A'
}

/** What the driver throws, in plain words where it is the world's fault; anything else is handed back as it is. */
export function toNeo4jError(error: unknown, { url, user }: Neo4jAccess): unknown {
  if (!(error instanceof Neo4jError)) return error
  const { code } = error
  if (code === 'Neo.ClientError.Security.Unauthorized') {
    return new NacreError(
      'unavailable',
      `The Neo4j at ${url} does not accept the password of user "${user}". Set NACRE_NEO4J_USER and ` +
        'NACRE_NEO4J_PASSWORD; "nacre neo4j start" prints those of a server it started.',
      { cause: error },
    )
  }
  if (code === 'Neo.ClientError.Security.AuthenticationRateLimit') {
    return new NacreError(
      'unavailable',
      `The Neo4j at ${url} was asked with a wrong password too often and waits a few seconds. Check ` +
        'NACRE_NEO4J_PASSWORD and try again then.',
      { cause: error, isRetryable: true },
    )
  }
  if (code === 'Neo.ClientError.Security.CredentialsExpired') {
    return new NacreError(
      'unavailable',
      `The Neo4j at ${url} wants the first password of user "${user}" to be changed. Log in once in Neo4j Browser and set one.`,
      { cause: error },
    )
  }
  if (code === 'Neo.ClientError.Database.DatabaseNotFound') {
    return new NacreError('unavailable', `The Neo4j at ${url} has no database "neo4j". Create or start it.`, {
      cause: error,
    })
  }
  if (error.message.includes('HTTP')) {
    return new NacreError(
      'unavailable',
      `What answers at ${url} speaks HTTP. Name the Bolt port of Neo4j instead, 7687 by custom.`,
      { cause: error },
    )
  }
  if (isAwayCode(code)) {
    return new NacreError(
      'unavailable',
      `No Neo4j answers at ${url}. Start one with "nacre neo4j start", set NACRE_GRAPH to the right address, or use ` +
        '--graph sqlite.',
      { cause: error, isRetryable: true },
    )
  }
  if (code.startsWith('Neo.TransientError')) {
    return new NacreError('unavailable', `The Neo4j at ${url} could not do it now: ${error.message} Try again.`, {
      cause: error,
      isRetryable: true,
    })
  }
  return error
}
