import { addUsage, noUsage } from '#agents/add-usage.ts'
import { renderThinking } from '#agents/think/render-thinking.ts'
import { createSentinelParser } from '#agents/think/sentinel-parser.ts'
import { withPrefill } from '#agents/think/with-prefill.ts'
import type { Thinking } from '#core/thinking.ts'
import type { Usage } from '#core/trace.ts'
import type { ChatMessage, ChatModel, ChatRequest } from '#models/chat-model.ts'
import { tidyAnswer } from './tidy-answer.ts'

const answerTokens = 220

/**
 * The reasoner's answer, continued from the prefilled thinking (arXiv 2410.12375: the assistant turn begins with start
 * marker, thinking, end marker); without thinking it answers directly.
 */
export async function writeAnswer(
  messages: readonly ChatMessage[],
  thinking: Thinking | undefined,
  reasoner: ChatModel,
  options: { seed: number; signal?: AbortSignal; onText?: (text: string) => void },
): Promise<{ answer: string; usage: Usage }> {
  const parser = createSentinelParser()
  const tell = (text: string): void => {
    for (const event of parser.push(text)) {
      if (event.kind === 'text' && event.region === 'outside') options.onText?.(event.text)
    }
  }
  const request: ChatRequest = {
    messages,
    maxTokens: answerTokens,
    temperature: 0.1,
    seed: options.seed,
    lane: 'context',
  }
  const reply = await reasoner.stream(
    thinking === undefined ? request : withPrefill(request, `${renderThinking(thinking)}\n`, reasoner),
    tell,
    options.signal === undefined ? {} : { signal: options.signal },
  )
  const { events, result } = parser.end()
  for (const event of events) if (event.kind === 'text' && event.region === 'outside') options.onText?.(event.text)
  return {
    answer: tidyAnswer(result.answer, { isCut: reply.stopReason === 'length' }),
    usage: addUsage(noUsage, reply.usage),
  }
}
