import { z } from 'zod'
import { defineRoute, type Route } from '#src/api/route.ts'
import { listEvaluations } from '#src/list-evaluations.ts'
import { listRounds } from '#src/training-history.ts'
import { evaluationsReplySchema, toEvaluationsReply } from '#src/wire/evaluations.ts'
import { roundsReplySchema, toRoundsReply } from '#src/wire/rounds.ts'

/** What training has changed. */
export const roundRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/rounds',
    id: 'listRounds',
    summary: 'The rounds of training, oldest first: what each trained, what its version can do, and whether it serves.',
    scope: 'read',
    query: z.strictObject({}),
    reply: roundsReplySchema,
    handle: async ({ app }) => toRoundsReply(await listRounds(app)),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/evaluations',
    id: 'listEvaluations',
    summary: 'What the base model and each version can do on documents kept aside, with 95 % intervals.',
    scope: 'read',
    query: z.strictObject({}),
    reply: evaluationsReplySchema,
    handle: async ({ app }) => toEvaluationsReply(await listEvaluations(app)),
  }),
]
