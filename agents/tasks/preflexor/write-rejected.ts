import { addUsage, noUsage } from '#agents/add-usage.ts'
import type { RejectedWay } from '#core/task.ts'
import type { Usage } from '#core/trace.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { neutraliseControlTokens } from '#models/neutralise-control-tokens.ts'
import { publishedPrompts } from './published-prompts.ts'

/** How the published method samples what it rejects: phase I without thinking, phase II with it and longer. */
export const rejectedSampling = {
  'phase-1': { temperature: 1, topP: 0.9, topK: 50, maxTokens: 512 },
  'phase-2': { temperature: 1, topP: 0.9, topK: 50, maxTokens: 1500 },
  teacher: { temperature: 1, topP: 0.9, topK: 50, maxTokens: 512 },
} as const satisfies Record<RejectedWay, object>

/**
 * A rejected answer as published (arXiv 2410.12375): in phase I the policy answers the question without thinking; in phase
 * II it answers the training prompt, which asks it to think; or a teacher is asked for a wrong answer. One call.
 */
export async function writeRejected(
  { question, trainingPrompt, seed }: { question: string; trainingPrompt: string; seed: number },
  way: RejectedWay,
  model: ChatModel,
  options: { signal?: AbortSignal } = {},
): Promise<{ text: string; usage: Usage }> {
  const prompts: Record<RejectedWay, string> = {
    'phase-1': question,
    'phase-2': trainingPrompt,
    teacher: `${publishedPrompts.wrongAnswer}\n\nQuestion: ${neutraliseControlTokens(question).text}`,
  }
  const reply = await model.complete(
    { messages: [{ role: 'user', content: prompts[way] }], ...rejectedSampling[way], seed, lane: 'check' },
    options,
  )
  return { text: reply.text.trim(), usage: addUsage(noUsage, reply.usage) }
}
