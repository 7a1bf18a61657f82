import { z } from 'zod'
import { idParams } from '#src/api/id-params.ts'
import { defineRoute, type Route } from '#src/api/route.ts'
import { reviewPair } from '#src/review-pair.ts'
import { pairSchema, toWirePair } from '#src/wire/training.ts'
import { withWriteLock } from '#src/write-lock.ts'

/** What people decide of preference pairs. */
export const reviewRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/pairs/{id}:review',
    id: 'reviewPair',
    summary: 'Accepts or refuses a pair for training; the last decision counts.',
    scope: 'train',
    params: idParams,
    body: z.strictObject({ review: z.enum(['accepted', 'refused']) }),
    reply: pairSchema,
    handle: async ({ app, params, body, signal }) => {
      const graph = await app.graph()
      const pair = await withWriteLock(app.config.dataFolder, () => reviewPair(params.id, body.review, graph), {
        signal,
      })
      return toWirePair(pair)
    },
  }),
]
