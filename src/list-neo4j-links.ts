import { deepLink } from '#graph/neo4j-browser/deep-link.ts'
import { savedQueries } from '#graph/neo4j-browser/saved-queries.ts'
import type { Neo4jPlace } from './find-neo4j.ts'

export interface Neo4jLinks {
  /** Neo4j Browser itself. */
  readonly browser: string
  /** Neo4j Browser with the guide that `nacre serve` serves at `served`. */
  readonly guide: string
  readonly queries: { readonly folder: string; readonly name: string; readonly url: string }[]
}

/** Links into Neo4j Browser. */
export function listNeo4jLinks(place: Neo4jPlace, options: { served: string }): Neo4jLinks {
  return {
    browser: deepLink(place),
    guide: deepLink(place, { guideUrl: `${options.served}/v1/neo4j/guide.md` }),
    queries: savedQueries().map(({ folder, name, cypher }) => ({
      folder,
      name,
      url: deepLink(place, { query: cypher }),
    })),
  }
}
