import { z } from 'zod'
import { addUsage, noUsage } from '#agents/add-usage.ts'
import { NacreError } from '#core/errors.ts'
import type { ModelCall } from '#core/trace.ts'
import { openLangChainClient, type LangChainChatModelOptions } from '#models/langchain-client.ts'
import { toLangChainError } from '#models/langchain-error.ts'
import { charactersPerToken, type TokenBudget } from '#models/budgeted-chat-model.ts'
import type { AgentModel } from './agent-model.ts'

const replyTokens = 1500

const usageSchema = z.object({ input_tokens: z.number(), output_tokens: z.number() })

/** An agent by LangChain's `createAgent`, over any provider whose models call tools. */
export function createLangChainAgent(options: LangChainChatModelOptions): AgentModel {
  const id = `${options.provider}:${options.name}${options.baseUrl === undefined ? '' : `@${options.baseUrl}`}`
  return {
    id,
    async run({ system, user }, tools, { steps, budget, signal, onStep }) {
      const { createAgent, tool } = await import('langchain')
      const deadline = AbortSignal.timeout(options.timeoutMs ?? 300_000)
      const calls: ModelCall[] = []
      let usage = noUsage
      let answer = ''
      try {
        const agent = createAgent({
          model: await openLangChainClient({ maxTokens: replyTokens, temperature: 0.1 }, options),
          tools: tools.map(({ name, description, schema, run }) =>
            tool((input: Readonly<Record<string, string>>) => run(input), { name, description, schema }),
          ),
          systemPrompt: system,
          middleware: budget === undefined ? [] : [await spendFrom(budget)],
        })
        const stream = await agent.stream(
          { messages: [{ role: 'user', content: user }] },
          {
            streamMode: 'updates',
            // A turn is a call of the model and one of its tools.
            recursionLimit: 2 * steps + 1,
            signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
          },
        )
        for await (const update of stream) {
          for (const message of messagesOf(update)) {
            const text = textOf(message.content)
            const asked = message.tool_calls.map(({ name, args }) => `${name}(${JSON.stringify(args)})`).join('\n')
            if (message.type === 'ai') {
              const spent = usageSchema.safeParse(message.usage_metadata).data
              usage = addUsage(usage, {
                inputTokens: spent?.input_tokens ?? 0,
                outputTokens: spent?.output_tokens ?? 0,
              })
              answer = asked === '' ? text : ''
            }
            const step =
              message.type === 'ai' ? (asked === '' ? 'answer' : 'asks its tools') : `reads ${message.name ?? 'a tool'}`
            calls.push({
              role: 'reasoner',
              step,
              messages: [],
              reply: [text, asked].filter((part) => part !== '').join('\n'),
            })
            onStep?.(asked === '' ? step : asked)
          }
        }
        return { answer, calls, usage }
      } catch (error) {
        if (error instanceof Error && error.name === 'GraphRecursionError')
          return { answer: '', calls, usage, stopped: `the agent came to no answer in ${steps} turns` }
        if (error instanceof Error && error.cause instanceof NacreError) throw error.cause
        throw toLangChainError(error, { id, signal, deadline, now: options.now ?? Date.now })
      }
    },
    close: () => Promise.resolve(),
  }
}

/** Lets a turn begin only where the budget has room for it, and takes from the budget what the turn has cost. */
async function spendFrom(budget: TokenBudget) {
  const { createMiddleware } = await import('langchain')
  return createMiddleware({
    name: 'token-budget',
    wrapModelCall: async (request, handler) => {
      const characters = request.messages.reduce((sum, { content }) => sum + textOf(content).length, 0)
      const reservation = budget.reserve(Math.ceil(characters / charactersPerToken) + replyTokens)
      let used = 0
      try {
        const reply = await handler(request)
        const spent = 'usage_metadata' in reply ? usageSchema.safeParse(reply.usage_metadata).data : undefined
        used = (spent?.input_tokens ?? 0) + (spent?.output_tokens ?? 0)
        return reply
      } finally {
        reservation.settle(used)
      }
    },
  })
}

const messageSchema = z.object({
  type: z.string(),
  name: z.string().optional(),
  content: z.unknown(),
  tool_calls: z.array(z.object({ name: z.string(), args: z.unknown() })).default([]),
  usage_metadata: z.unknown().optional(),
})

/** The new messages of an update, whichever node it is from. */
function messagesOf(update: unknown): z.infer<typeof messageSchema>[] {
  return Object.values(update as Record<string, unknown>).flatMap((node) => {
    const list: unknown = typeof node === 'object' && node !== null && 'messages' in node ? node.messages : []
    return (Array.isArray(list) ? list : [list]).flatMap(
      (message: unknown) => messageSchema.safeParse(message).data ?? [],
    )
  })
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part: unknown) => z.object({ text: z.string() }).safeParse(part).data?.text ?? '').join('')
}
