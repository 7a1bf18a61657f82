import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import { defineRoute, type Route } from '#src/api/route.ts'
import { requireNeo4j } from '#src/find-neo4j.ts'
import { truncatedSchema } from '#src/wire/graph-views.ts'
import { questionText } from '#src/wire/question-text.ts'

const limits = { maxRows: 500, maxBytes: 2_000_000, timeoutMs: 5_000 }
const scalar = z.union([z.string().max(4_000), z.number(), z.boolean(), z.null()])

export const cypherRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/graph/query',
    id: 'queryGraph',
    summary:
      'A Cypher query that reads, where the graph is in Neo4j and NACRE_ALLOW_CYPHER is set; 404 otherwise. At most ' +
      `${limits.maxRows} rows and ${limits.timeoutMs / 1000} s.`,
    scope: 'read',
    body: z.strictObject({
      query: questionText.max(10_000),
      parameters: z
        .record(z.string().regex(/^\w+$/).max(100), z.union([scalar, z.array(scalar).max(1_000)]))
        .default({}),
    }),
    reply: z.object({
      columns: z.array(z.string()),
      rows: z.array(z.array(z.unknown())),
      truncated: truncatedSchema,
    }),
    handle: async ({ app: { config }, body }) => {
      if (config.graph.url === 'sqlite' || !config.serve.allowsCypher) {
        throw new NacreError(
          'not-found',
          'This server takes no Cypher. It does where its graph is in Neo4j (--graph neo4j://…) and NACRE_ALLOW_CYPHER=true is set.',
        )
      }
      const { runReadQuery } = await import('#graph/neo4j/neo4j-read-query.ts')
      const { columns, rows, cutBy } = await runReadQuery(body, await requireNeo4j(config), limits)
      const truncated = cutBy === undefined ? null : { shown: rows.length, total: null, by: cutBy }
      return { columns: [...columns], rows: rows.map((row) => [...row]), truncated }
    },
  }),
]
