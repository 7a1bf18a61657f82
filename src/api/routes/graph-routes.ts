import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import { entityTypes, relationTypes } from '#core/knowledge.ts'
import { exportFormats, type ExportFormat } from '#graph/export/export-graph.ts'
import { idParams } from '#src/api/id-params.ts'
import { questionText } from '#src/wire/question-text.ts'
import { defineRoute, type Route } from '#src/api/route.ts'
import { describeGraphSchema, graphSchemaReply } from '#src/wire/graph-schema.ts'
import {
  communitiesReplySchema,
  entitySchema,
  neighboursReplySchema,
  pathsReplySchema,
  statsReplySchema,
  toCommunitiesReply,
  toNeighboursReply,
  toPathsReply,
  toStatsReply,
  toWireEntity,
  truncatedSchema,
} from '#src/wire/graph-views.ts'
import { mergesReplySchema, toMergesReply } from '#src/wire/merges.ts'

const exportTypes: Readonly<Record<ExportFormat, string>> = {
  graphml: 'application/xml',
  gexf: 'application/xml',
  json: 'application/json',
  cypher: 'text/plain',
}

/** What the graph knows. */
export const graphRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/graph/nodes',
    id: 'findNodes',
    summary: 'The things that a name stands for, the most mentioned first.',
    scope: 'read',
    query: z.strictObject({ name: questionText, limit: z.int().min(1).max(100).default(10) }),
    reply: z.object({ nodes: z.array(entitySchema), truncated: truncatedSchema }),
    handle: async ({ app, query }) => {
      const { name, limit } = query
      const found = await (await app.graph()).findEntities(name, { limit: limit + 1 })
      const truncated = found.length > limit ? { shown: limit, total: null, by: 'limit' } : null
      return { nodes: found.slice(0, limit).map(toWireEntity), truncated }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/graph/nodes/{id}/neighbours',
    id: 'listNeighbours',
    summary: 'What stands beside a thing, with the sentences that say so.',
    scope: 'read',
    params: idParams,
    query: z.strictObject({
      depth: z.int().min(1).max(3).default(1),
      limit: z.int().min(1).max(500).default(50),
      relation: z.array(z.enum(relationTypes)).optional(),
      type: z.array(z.enum(entityTypes)).optional(),
    }),
    reply: neighboursReplySchema.extend({ truncated: truncatedSchema }),
    handle: async ({ app, params, query }) => {
      const { walkNeighbours } = await import('#graph/walk-neighbours.ts')
      const graph = await app.graph()
      const entity = (await graph.getEntities([params.id])).get(params.id)
      if (entity === undefined)
        throw new NacreError('not-found', `The graph has no node ${params.id}. GET /v1/graph/nodes?name=… finds them.`)
      const { depth, limit, relation, type } = query
      const found = await walkNeighbours(
        entity,
        {
          depth,
          // One more tells whether there are more.
          limit: limit + 1,
          ...(relation !== undefined && { relationTypes: new Set(relation) }),
          ...(type !== undefined && { entityTypes: new Set(type) }),
        },
        graph,
      )
      const truncated = found.length > limit ? { shown: limit, total: null, by: 'limit' } : null
      return { ...toNeighboursReply(entity, found.slice(0, limit)), truncated }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/graph/paths',
    id: 'findPaths',
    summary: 'The shortest ways of statements between two things, with the sentences that tell each step.',
    scope: 'read',
    query: z.strictObject({ from: questionText, to: questionText, limit: z.int().min(1).max(20).default(3) }),
    reply: pathsReplySchema,
    handle: async ({ query, app }) => {
      const retriever = await app.retriever()
      return toPathsReply(await retriever.paths(query.from, query.to, { limit: query.limit }))
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/graph/stats',
    id: 'getGraphStats',
    summary: 'How much the graph holds, by kind.',
    scope: 'read',
    reply: statsReplySchema,
    handle: async ({ app }) => toStatsReply(await (await app.graph()).stats()),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/graph/schema',
    id: 'getGraphSchema',
    summary: 'The kinds of things and statements, and how many there are of each.',
    scope: 'read',
    reply: graphSchemaReply,
    handle: async ({ app }) => describeGraphSchema(await app.graph()),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/graph/communities',
    id: 'listCommunities',
    summary: 'Groups of things that belong together: the themes of the corpus.',
    scope: 'read',
    query: z.strictObject({
      limit: z.int().min(1).max(200).default(20),
      members: z.int().min(1).max(1_000).default(10),
      seed: z.int().min(0).max(1_000_000).default(1),
    }),
    reply: communitiesReplySchema,
    handle: async ({ app, query }) => {
      const { findCommunities } = await import('#graph/find-communities.ts')
      return toCommunitiesReply(await findCommunities(await app.graph(), { seed: query.seed }), query)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/graph/merges',
    id: 'listMerges',
    summary: 'Names that are taken for one thing, and why.',
    scope: 'read',
    reply: mergesReplySchema,
    handle: async ({ app }) => toMergesReply(await (await app.graph()).listMerges()),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/graph/export',
    id: 'exportGraph',
    summary: 'The graph for other programs: GraphML, GEXF, JSON or a Cypher script.',
    scope: 'read',
    isVolatile: true,
    query: z.strictObject({ format: z.enum(exportFormats).default('graphml') }),
    mediaTypes: [...new Set(Object.values(exportTypes))],
    handle: async ({ app, query: { format } }) => {
      const { exportGraph } = await import('#graph/export/export-graph.ts')
      const content = exportGraph(await app.graph(), format)
      return { mediaType: exportTypes[format], name: `nacre.${format}`, content }
    },
  }),
]
