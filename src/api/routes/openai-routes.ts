import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import { idParams } from '#src/api/id-params.ts'
import { chatBodySchema, chatModels, readChat } from '#src/api/openai/chat-body.ts'
import { writeCitedAnswer } from '#src/api/openai/write-cited-answer.ts'
import { tellReasoning } from '#src/api/openai/write-reasoning.ts'
import { defineRoute, type Route } from '#src/api/route.ts'
import type { App } from '#src/app.ts'
import { askQuestion } from '#src/ask-question.ts'

const rounds = 2
const whole = z.int()

const modelSchema = z.object({ id: z.string(), object: z.literal('model'), created: whole, owned_by: z.string() })
const usageSchema = z.object({ prompt_tokens: whole, completion_tokens: whole, total_tokens: whole })

const completionSchema = z.object({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: whole,
  model: z.string(),
  choices: z.array(
    z.object({
      index: whole,
      message: z.object({
        role: z.literal('assistant'),
        content: z.string(),
        refusal: z.null(),
        /** The thinking and the reflections, under both names that clients look for; never inside `content`. */
        reasoning: z.string(),
        reasoning_content: z.string(),
      }),
      logprobs: z.null(),
      finish_reason: z.literal('stop'),
    }),
  ),
  usage: usageSchema,
})

const embedText = z.string().min(1).max(100_000)

/** Nacre as a model for programs that speak the OpenAI API. */
export const openAiRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/models',
    id: 'listModels',
    summary: 'The names under which the reasoner can be chatted with, and the embedder (OpenAI-compatible).',
    scope: 'read',
    dialect: 'openai',
    reply: z.object({ object: z.literal('list'), data: z.array(modelSchema) }),
    handle: async ({ app }) => ({ object: 'list' as const, data: await listModels(app) }),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/models/{id}',
    id: 'getModel',
    summary: 'One of these models (OpenAI-compatible).',
    scope: 'read',
    dialect: 'openai',
    params: idParams,
    reply: modelSchema,
    handle: async ({ app, params }) => {
      const model = (await listModels(app)).find(({ id }) => id === params.id)
      if (model === undefined)
        throw new NacreError('not-found', `There is no model "${params.id}". GET /v1/models lists them.`)
      return model
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/chat/completions',
    id: 'createChatCompletion',
    summary:
      'An answer to the last message of the user, from the corpus, with its sources (OpenAI-compatible). The thinking stands in ' +
      '`reasoning` and `reasoning_content`; with `stream` everything comes piece by piece.',
    scope: 'ask',
    dialect: 'openai',
    isLong: true,
    body: chatBodySchema,
    reply: completionSchema,
    wantsStream: ({ body }) => body.stream === true,
    handle: async ({ app, body, requestId, signal }) => {
      const { mode, question } = readChat(body)
      let reasoning = ''
      const onEvent = tellReasoning((text) => (reasoning += text))
      const trace = await askQuestion(question, app, { mode, rounds, signal, onEvent })
      const content = (await writeCitedAnswer(trace, await app.graph())).join('')
      const message = { role: 'assistant' as const, content, refusal: null, reasoning, reasoning_content: reasoning }
      return {
        ...about(body.model, requestId),
        object: 'chat.completion' as const,
        choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' as const }],
        usage: usageOf(trace),
      }
    },
    stream: async ({ app, body, requestId, signal }, tell) => {
      const { mode, question } = readChat(body)
      const head = { ...about(body.model, requestId), object: 'chat.completion.chunk' }
      const tellDelta = (delta: object, finish: 'stop' | null = null): void =>
        tell('chunk', { ...head, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] })
      tellDelta({ role: 'assistant', content: '' })
      const onEvent = tellReasoning((text) => tellDelta({ reasoning: text, reasoning_content: text }))
      const trace = await askQuestion(question, app, { mode, rounds, signal, onEvent })
      for (const content of await writeCitedAnswer(trace, await app.graph())) tellDelta({ content })
      tellDelta({}, 'stop')
      if (body.stream_options?.include_usage === true) tell('chunk', { ...head, choices: [], usage: usageOf(trace) })
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/embeddings',
    id: 'createEmbeddings',
    summary:
      'Vectors of texts by the embedder of the corpus (OpenAI-compatible). A text that is too long is refused, never cut.',
    scope: 'read',
    dialect: 'openai',
    body: z.looseObject({
      model: z.string().min(1).max(200),
      input: z.union([embedText, z.array(embedText).min(1).max(256)]),
      encoding_format: z.enum(['float', 'base64']).nullable().optional(),
    }),
    reply: z.object({
      object: z.literal('list'),
      model: z.string(),
      data: z.array(
        z.object({
          object: z.literal('embedding'),
          index: whole,
          embedding: z.union([z.array(z.number()), z.string()]),
        }),
      ),
      usage: usageSchema.omit({ completion_tokens: true }),
    }),
    handle: async ({ app, body, signal }) => {
      const embedder = await app.embedder()
      if (body.model !== embedder.id)
        throw new NacreError(
          'not-found',
          `There is no embedder "${body.model}" here. The corpus was embedded by "${embedder.id}".`,
        )
      const texts = typeof body.input === 'string' ? [body.input] : body.input
      const vectors = await embedder.embed(texts, { signal })
      const tokens = texts.reduce((sum, text) => sum + embedder.countTokens(text), 0)
      const data = vectors.map((vector, index) => ({
        object: 'embedding' as const,
        index,
        embedding: body.encoding_format === 'base64' ? toBase64(vector) : [...vector],
      }))
      const usage = { prompt_tokens: tokens, total_tokens: tokens }
      return { object: 'list' as const, model: embedder.id, data, usage }
    },
  }),
]

async function listModels(app: App) {
  const ids = [...Object.keys(chatModels), (await app.embedder()).id]
  return ids.map((id) => ({ id, object: 'model' as const, created: 0, owned_by: 'nacre' }))
}

function about(model: string, requestId: string) {
  return { id: `chatcmpl-${requestId}`, created: Math.floor(Date.now() / 1000), model }
}

function usageOf({ usage }: ReasoningTrace) {
  const { inputTokens, outputTokens } = usage
  return { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens }
}

/** Little-endian 32-bit floats, as clients of OpenAI read them. */
function toBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4)
  for (const [at, value] of vector.entries()) bytes.writeFloatLE(value, at * 4)
  return bytes.toString('base64')
}
