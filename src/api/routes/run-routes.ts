import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import { idParams } from '#src/api/id-params.ts'
import { listPage } from '#src/api/list-page.ts'
import { nextCursor, pageQuery } from '#src/api/paging.ts'
import { defineRoute, type Route } from '#src/api/route.ts'
import type { App } from '#src/app.ts'
import { feedbackRatings, withRunFeedback } from '#src/run-feedback.ts'
import { askReplySchema, toAskReply } from '#src/wire/answers.ts'
import { subGraphSchema, toSubGraph } from '#src/wire/sub-graph.ts'
import { runLineSchema, toRunLine, toWireTrace, traceSchema } from '#src/wire/traces.ts'

const feedbackSchema = z.object({
  run_id: z.string(),
  rating: z.enum(feedbackRatings),
  comment: z.string(),
  at: z.string(),
})

/** Answers that were given, as they came about. */
export const runRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/runs',
    id: 'listRuns',
    summary: 'The answers that were given, by id.',
    scope: 'read',
    query: z.strictObject(pageQuery),
    reply: z.object({ runs: z.array(runLineSchema), next_cursor: nextCursor }),
    handle: async ({ app, query }) => {
      const { records, next_cursor } = await listPage(await app.graph(), 'trace', query)
      return { runs: records.map(toRunLine), next_cursor }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/runs/{id}',
    id: 'getRun',
    summary: 'An answer as "ask" gave it; the id is its `trace_id`. Refusals are not kept.',
    scope: 'read',
    params: idParams,
    reply: askReplySchema,
    handle: async ({ app, params }) => toAskReply(await requireRun(app, params.id), await app.graph()),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/runs/{id}/trace',
    id: 'getTrace',
    summary: 'Everything that was thought on the way to an answer, round by round.',
    scope: 'read',
    params: idParams,
    reply: traceSchema,
    handle: async ({ app, params }) => toWireTrace(await requireRun(app, params.id)),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/runs/{id}/graph',
    id: 'getRunGraph',
    summary: 'The part of the graph that lies behind an answer: what its passages speak of and say.',
    scope: 'read',
    params: idParams,
    query: z.strictObject({ limit: z.int().min(1).max(1_000).default(100) }),
    reply: subGraphSchema,
    handle: async ({ app, params, query }) => {
      const trace = await requireRun(app, params.id)
      const graph = await app.graph()
      const chunkIds = chunksOf(trace)
      const mentioned = await graph.entitiesOfChunks(chunkIds)
      return toSubGraph(mentioned.values(), await graph.relationsOfChunks(chunkIds), query)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/runs/{id}/feedback',
    id: 'getFeedback',
    summary: 'What somebody thought of an answer.',
    scope: 'read',
    params: idParams,
    isVolatile: true,
    reply: feedbackSchema,
    handle: async ({ app, params }) => {
      await requireRun(app, params.id)
      const feedback = withRunFeedback(app.config.dataFolder, (store) => store.get(params.id))
      if (feedback === undefined) throw new NacreError('not-found', `Nobody has said anything of ${params.id} yet.`)
      return { run_id: params.id, ...feedback }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/runs/{id}/feedback',
    id: 'giveFeedback',
    summary: 'Says what you think of an answer; it takes the place of what was said before.',
    scope: 'ask',
    params: idParams,
    body: z.strictObject({ rating: z.enum(feedbackRatings), comment: z.string().max(4_000).default('') }),
    reply: feedbackSchema,
    handle: async ({ app, params, body }) => {
      await requireRun(app, params.id)
      const feedback = { ...body, at: new Date().toISOString() }
      withRunFeedback(app.config.dataFolder, (store) => store.put(params.id, feedback))
      return { run_id: params.id, ...feedback }
    },
  }),
]

async function requireRun(app: App, id: string): Promise<ReasoningTrace> {
  const trace = await (await app.graph()).getRecord('trace', id)
  if (trace === undefined) throw new NacreError('not-found', `There is no run ${id}. GET /v1/runs lists them.`)
  return trace
}

/** The passages an answer cites, those that led there, and those its thinking rests on. */
function chunksOf({ citations, chains = [], rounds }: ReasoningTrace): readonly string[] {
  const found = [...citations, ...chains.flatMap(({ steps }) => steps)].map(({ chunkId }) => chunkId)
  const thought = rounds.flatMap(({ thinking }) =>
    thinking.flatMap(({ statements }) => statements.flatMap(({ chunkIds }) => chunkIds)),
  )
  return [...new Set([...found, ...thought])]
}
