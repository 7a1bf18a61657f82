import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import { defineTool, type McpTool } from '#src/mcp/mcp-tool.ts'
import { graphSchemaReply, describeGraphSchema } from '#src/wire/graph-schema.ts'
import {
  neighboursReplySchema,
  pathsReplySchema,
  toNeighboursReply,
  toPathsReply,
  truncatedSchema,
} from '#src/wire/graph-views.ts'
import { questionText } from '#src/wire/question-text.ts'

export const graphTools: readonly McpTool[] = [
  defineTool({
    name: 'graph_schema',
    title: 'What the graph holds',
    description:
      'The kinds of things (materials, properties, processes …) and statements in the graph, and how many of each.',
    scope: 'read',
    input: z.strictObject({}),
    output: graphSchemaReply,
    run: async (_input, { app }) => describeGraphSchema(await app.graph()),
  }),
  defineTool({
    name: 'graph_neighbours',
    title: 'What stands beside a thing',
    description:
      'What the corpus says of a material, property or process: what it is related to, with the sentences that say so.',
    scope: 'read',
    input: z.strictObject({
      name: questionText.describe('for example "nacre" or "fracture toughness"'),
      depth: z.int().min(1).max(3).default(1),
      limit: z.int().min(1).max(200).default(25),
    }),
    output: neighboursReplySchema.extend({ truncated: truncatedSchema }),
    run: async ({ name, depth, limit }, { app }) => {
      const { walkNeighbours } = await import('#graph/walk-neighbours.ts')
      const graph = await app.graph()
      const [entity] = await graph.findEntities(name, { limit: 1 })
      if (entity === undefined)
        throw new NacreError(
          'not-found',
          `The graph knows nothing called "${name}". The tool "search" finds text that speaks of it.`,
        )
      const found = await walkNeighbours(entity, { depth, limit: limit + 1 }, graph)
      const truncated = found.length > limit ? { shown: limit, total: null, by: 'limit' } : null
      return { ...toNeighboursReply(entity, found.slice(0, limit)), truncated }
    },
  }),
  defineTool({
    name: 'graph_path',
    title: 'How two things hang together',
    description: 'The shortest ways of statements between two things, with the sentences that tell each step.',
    scope: 'read',
    input: z.strictObject({ from: questionText, to: questionText, limit: z.int().min(1).max(20).default(3) }),
    output: pathsReplySchema,
    run: async ({ from, to, limit }, { app }) => toPathsReply(await (await app.retriever()).paths(from, to, { limit })),
  }),
]
