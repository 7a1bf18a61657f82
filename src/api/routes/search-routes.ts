import { z } from 'zod'
import { searchModes } from '#core/search.ts'
import { questionText } from '#src/wire/question-text.ts'
import { defineRoute, type Route } from '#src/api/route.ts'
import { searchReplySchema, toSearchReply } from '#src/wire/passages.ts'

export const searchRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/search',
    id: 'search',
    summary: 'Passages for a query, each with the reason why it was found.',
    scope: 'read',
    body: z.strictObject({
      query: questionText,
      mode: z.enum(searchModes).default('fused'),
      limit: z.int().min(1).max(100).default(10),
    }),
    reply: searchReplySchema,
    handle: async ({ body, app, signal }) => {
      const { query, mode, limit } = body
      const retriever = await app.retriever()
      return toSearchReply(await retriever.search(query, { mode, limit, signal }))
    },
  }),
]
