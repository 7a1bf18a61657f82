import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import type { ChatModel, ChatReply, ChatRequest } from './chat-model.ts'
import { createThoughtFilter } from './drop-leading-thoughts.ts'
import { openLangChainClient, type LangChainChatModelOptions } from './langchain-client.ts'
import { toLangChainError } from './langchain-error.ts'

/**
 * Any remote model that LangChain's `initChatModel` knows. Sampling differs from call to call, so each call makes its own
 * client object, which costs microseconds. LangChain's own retries are off: `createRetryingChatModel` does that, once, for
 * all providers. Reasoning is never part of the reply, whether it comes in a field of its own or as a `<think>` block. Prefill, grammars and choices are refused (`invalid-input`), for no API offers them to all.
 */
export function createLangChainChatModel(options: LangChainChatModelOptions): ChatModel {
  const { provider, name, baseUrl, contextTokens = 32_768 } = options
  const id = `${provider}:${name}${baseUrl === undefined ? '' : `@${baseUrl}`}`

  async function run(
    request: ChatRequest,
    signal: AbortSignal | undefined,
    onText?: (text: string) => void,
  ): Promise<ChatReply> {
    refuseWhatNoServerOffers(request, id)
    // A timeout of ours beside the client's own: a server that trickles bytes for ever must end too.
    const deadline = AbortSignal.timeout(options.timeoutMs ?? 300_000)
    const callOptions = { signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]) }
    try {
      const model = await openLangChainClient(request, options)
      const messages = request.messages.map(({ role, content }) => ({ role, content }))
      const stop = request.stop === undefined ? {} : { stop: [...request.stop] }
      if (request.format?.kind === 'json') {
        const structured = model.withStructuredOutput(request.format.schema, { includeRaw: true })
        const { raw, parsed } = (await structured.invoke(messages, callOptions)) as {
          raw: Replied
          parsed: unknown
        }
        const text = JSON.stringify(request.format.schema.parse(parsed))
        onText?.(text)
        return toReply(raw, text)
      }
      const thoughts = createThoughtFilter()
      if (onText === undefined) {
        const message = await model.invoke(messages, { ...callOptions, ...stop })
        return toReply(message, thoughts.push(message.text) + thoughts.flush())
      }
      let text = ''
      const tell = (piece: string): void => {
        if (piece === '') return
        text += piece
        onText(piece)
      }
      let whole
      for await (const piece of await model.stream(messages, { ...callOptions, ...stop })) {
        whole = whole === undefined ? piece : whole.concat(piece)
        tell(thoughts.push(piece.text))
      }
      if (whole === undefined)
        throw new NacreError('invalid-model-output', `${id} ended its stream without a word.`, { isRetryable: true })
      tell(thoughts.flush())
      return toReply(whole, text)
    } catch (error) {
      throw toLangChainError(error, { id, signal, deadline, now: options.now ?? Date.now })
    }
  }

  return {
    id,
    contextWindow: contextTokens,
    supports: { grammar: false, prefill: false, seed: provider === 'openai' || provider === 'ollama', choices: false },
    complete: (request, callOptions) => run(request, callOptions?.signal),
    stream: (request, onText, callOptions) => run(request, callOptions?.signal, onText),
    weighChoices: () =>
      Promise.reject(
        new NacreError(
          'invalid-input',
          `${id} cannot weigh choices. A local: model can; claims are judged by words otherwise.`,
        ),
      ),
    close: () => Promise.resolve(),
  }
}

function refuseWhatNoServerOffers(request: ChatRequest, id: string): void {
  if (request.prefill !== undefined && request.prefill !== '') {
    throw new NacreError('invalid-input', `${id} cannot go on from a prefilled answer; ask supports.prefill first.`)
  }
  if (request.format?.kind === 'grammar') {
    throw new NacreError('invalid-input', `${id} takes no grammar; ask supports.grammar first.`)
  }
}

/** What we read of a LangChain message. */
interface Replied {
  readonly usage_metadata?: unknown
  readonly response_metadata: object
}

const usageSchema = z.object({
  input_tokens: z.number(),
  output_tokens: z.number(),
  input_token_details: z.object({ cache_read: z.number().optional() }).optional(),
})

const endSchema = z.object({
  finish_reason: z.string().optional(),
  done_reason: z.string().optional(),
  stop_reason: z.string().optional(),
})

function toReply(message: Replied, text: string): ChatReply {
  const usage = usageSchema.safeParse(message.usage_metadata).data
  const end = endSchema.safeParse(message.response_metadata).data
  const reason = end?.finish_reason ?? end?.done_reason ?? end?.stop_reason
  return {
    text,
    stopReason: reason === 'length' || reason === 'max_tokens' ? 'length' : 'end',
    usage: {
      inputTokens: usage?.input_tokens ?? 0,
      cachedInputTokens: usage?.input_token_details?.cache_read ?? 0,
      outputTokens: usage?.output_tokens ?? 0,
    },
  }
}
