import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import { questionText } from '#src/wire/question-text.ts'

/** The names under which the reasoner is a model, and how it thinks under each. */
export const chatModels = {
  nacre: 'recursive',
  'nacre-thinking': 'thinking',
  'nacre-direct': 'direct',
} as const satisfies Record<string, ReasoningTrace['mode']>

const anyText = z.string().max(200_000)
const part = (text: z.ZodString) => z.looseObject({ type: z.literal('text'), text })
const contentOf = (text: z.ZodString) => z.union([text, z.array(part(text)).min(1).max(100)])

const messageSchema = z.discriminatedUnion('role', [
  z.looseObject({ role: z.literal('user'), content: contentOf(questionText) }),
  z.looseObject({ role: z.enum(['system', 'developer', 'tool']), content: contentOf(anyText) }),
  z.looseObject({ role: z.literal('assistant'), content: contentOf(anyText).nullable().optional() }),
])

/** What is read of a request; clients send more (temperature, tools …), which has no bearing on an answer from the corpus. */
export const chatBodySchema = z.looseObject({
  model: z.string().min(1).max(200),
  messages: z.array(messageSchema).min(1).max(500),
  stream: z.boolean().nullable().optional(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullable().optional(),
  n: z.int().min(1).max(1).nullable().optional(),
})
export type ChatBody = z.output<typeof chatBodySchema>

/** How to think, and about what: the last thing the user said. What was said before it is no evidence and not used. */
export function readChat({ model, messages }: ChatBody): {
  readonly mode: ReasoningTrace['mode']
  readonly question: string
} {
  const mode = Object.entries(chatModels).find(([name]) => name === model)?.[1]
  if (mode === undefined) {
    throw new NacreError(
      'not-found',
      `There is no model "${model}". It is one of ${Object.keys(chatModels).join(', ')}.`,
    )
  }
  const content = messages.findLast(({ role }) => role === 'user')?.content
  if (content === undefined || content === null)
    throw new NacreError('invalid-input', 'Expected a message of the role "user" among the messages; there is none.')
  const question = typeof content === 'string' ? content : content.map(({ text }) => text).join('\n')
  return { mode, question: question.slice(0, 4_000) }
}
