import { z } from 'zod'
import { questionText } from '#src/wire/question-text.ts'
import { defineRoute, type Route } from '#src/api/route.ts'
import { askQuestion } from '#src/ask-question.ts'
import { askReplySchema, toAskReply } from '#src/wire/answers.ts'
import { tellReasonEvent } from '#src/api/tell-reason-event.ts'

export const askRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/ask',
    id: 'ask',
    summary:
      'An answer from the corpus with its thinking, reflections and citations; says so where there is no evidence. ' +
      'With "Accept: text/event-stream" or "application/x-ndjson" it comes as events: run.started, retrieval.done, ' +
      'thinking.delta, reflection.delta, answer.delta, citation, usage, and done or error.',
    scope: 'ask',
    isLong: true,
    body: z.strictObject({
      question: questionText,
      mode: z.enum(['direct', 'thinking', 'recursive']).default('recursive'),
      rounds: z.int().min(1).max(8).default(2),
    }),
    reply: askReplySchema,
    handle: async ({ body, app, signal }) => {
      const { question, mode, rounds } = body
      return toAskReply(await askQuestion(question, app, { mode, rounds, signal }), await app.graph())
    },
    stream: async ({ body, app, requestId, signal }, tell) => {
      const { question, mode, rounds } = body
      tell('run.started', { request_id: requestId, question, mode, rounds })
      const onEvent = tellReasonEvent(tell)
      const trace = await askQuestion(question, app, { mode, rounds, signal, onEvent })
      const reply = await toAskReply(trace, await app.graph())
      for (const [index, citation] of reply.citations.entries()) tell('citation', { n: index + 1, ...citation })
      tell('usage', reply.usage)
      tell('done', reply)
    },
  }),
]
