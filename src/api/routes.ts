import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import { searchModes } from '#core/search.ts'
import { askQuestion } from '#src/ask-question.ts'
import { askReplySchema, toAskReply } from '#src/wire/answers.ts'
import { pathsReplySchema, toPathsReply } from '#src/wire/graph-views.ts'
import { searchReplySchema, toSearchReply } from '#src/wire/passages.ts'
import { neo4jRoutes } from './neo4j-routes.ts'
import { defineRoute, type Route } from './route.ts'

const questionLength = 4_000

/** Every route of the API, in the order of the documentation. */
export const routes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/livez',
    id: 'isLive',
    summary: 'The process answers.',
    isOpen: true,
    reply: z.object({ status: z.literal('live') }),
    handle: () => Promise.resolve({ status: 'live' as const }),
  }),
  defineRoute({
    method: 'get',
    path: '/readyz',
    id: 'isReady',
    summary: 'Graph, vectors and embedder are open and answer; 503 otherwise.',
    isOpen: true,
    reply: z.object({
      status: z.literal('ready'),
      graph: z.string(),
      documents: z.number().int(),
      chunks: z.number().int(),
    }),
    handle: async ({ app }) => {
      try {
        const [graph] = await Promise.all([app.graph(), app.vectors()])
        const { documents, chunks } = await graph.stats()
        return { status: 'ready' as const, graph: graph.kind, documents, chunks }
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause)
        throw new NacreError('unavailable', `Not ready: ${reason}`, { cause, isRetryable: true })
      }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/search',
    id: 'search',
    summary: 'Passages for a query, each with the reason why it was found.',
    isOpen: false,
    body: z.strictObject({
      query: z.string().trim().min(1).max(questionLength),
      mode: z.enum(searchModes).default('fused'),
      limit: z.number().int().min(1).max(100).default(10),
    }),
    reply: searchReplySchema,
    handle: async ({ body, app, signal }) => {
      const { query, mode, limit } = body
      const retriever = await app.retriever()
      return toSearchReply(await retriever.search(query, { mode, limit, signal }))
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/graph/path',
    id: 'findPaths',
    summary: 'The shortest ways of statements between two things, with the sentences that tell each step.',
    isOpen: false,
    body: z.strictObject({
      from: z.string().trim().min(1).max(questionLength),
      to: z.string().trim().min(1).max(questionLength),
      limit: z.number().int().min(1).max(20).default(3),
    }),
    reply: pathsReplySchema,
    handle: async ({ body, app }) => {
      const retriever = await app.retriever()
      return toPathsReply(await retriever.paths(body.from, body.to, { limit: body.limit }))
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/ask',
    id: 'ask',
    summary:
      'An answer from the corpus with its thinking, reflections and citations; says so where there is no evidence.',
    isOpen: false,
    body: z.strictObject({
      question: z.string().trim().min(1).max(questionLength),
      mode: z.enum(['direct', 'thinking', 'recursive']).default('recursive'),
      rounds: z.number().int().min(1).max(8).default(2),
    }),
    reply: askReplySchema,
    handle: async ({ body, app, signal }) => {
      const { question, mode, rounds } = body
      return toAskReply(await askQuestion(question, app, { mode, rounds, signal }))
    },
  }),
  ...neo4jRoutes,
]
