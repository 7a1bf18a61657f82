import { NacreError } from '#core/errors.ts'
import type { Neo4jAccess } from '#graph/neo4j/neo4j-reach.ts'
import type { Config } from './config.ts'
import { neo4jHome } from './neo4j-home.ts'

/** A Neo4j server and where its Neo4j Browser stands. */
export interface Neo4jPlace extends Neo4jAccess {
  readonly browserUrl: string
}

/**
 * The Neo4j of a configuration: the one that `graph.url` names, else the one that "nacre neo4j start" started for this
 * data folder and that runs; undefined where there is neither. Nothing is asked of the server itself.
 */
export async function findNeo4j(config: Config): Promise<Neo4jPlace | undefined> {
  const { readServerRecord } = await import('#graph/neo4j-server/neo4j-server-record.ts')
  const { url, user, password, browserUrl } = config.graph
  const record = readServerRecord(neo4jHome(config))
  if (url === 'sqlite') {
    const { neo4jStatus } = await import('#graph/neo4j-server/neo4j-server.ts')
    const { running } = await neo4jStatus({ home: neo4jHome(config) })
    return running ? record : undefined
  }
  const { guessBrowserUrl } = await import('#graph/neo4j-browser/neo4j-browser-url.ts')
  const own = record?.url === url ? record : undefined
  return {
    url,
    user,
    password: password ?? own?.password ?? '',
    browserUrl: browserUrl ?? own?.browserUrl ?? guessBrowserUrl({ url }),
  }
}

/** The same; throws `not-found` with the next step where there is none. */
export async function requireNeo4j(config: Config): Promise<Neo4jPlace> {
  const place = await findNeo4j(config)
  if (place !== undefined) return place
  throw new NacreError(
    'not-found',
    `No Neo4j is named, and none of ${config.dataFolder} runs. Start one with "nacre neo4j start", or name yours with ` +
      '--graph neo4j://HOST:7687 and NACRE_NEO4J_PASSWORD.',
  )
}

/** A link into Neo4j Browser. */
export interface Neo4jLink {
  readonly url: string
  /** What stands behind the link where Neo4j holds a copy only; empty where it holds the graph itself. */
  readonly note: string
}

/**
 * A link that shows the result of a query in Neo4j Browser, where the graph is in Neo4j or the data folder has a Neo4j of its
 * own that runs. The latter holds what was copied there, so its query is made for a copy.
 */
export async function linkIntoNeo4j(
  config: Config,
  queryFor: (holder: 'record' | 'copy') => string,
): Promise<Neo4jLink | undefined> {
  const place = await findNeo4j(config)
  if (place === undefined) return undefined
  const { deepLink } = await import('#graph/neo4j-browser/deep-link.ts')
  const isCopy = config.graph.url === 'sqlite'
  return {
    url: deepLink(place, { query: queryFor(isCopy ? 'copy' : 'record') }),
    note: isCopy ? ' (as far as "nacre neo4j push" has copied it)' : '',
  }
}
