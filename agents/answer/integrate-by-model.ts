import { addUsage, noUsage } from '#agents/add-usage.ts'
import type { EvidenceSentence } from '#agents/evidence/evidence.ts'
import type { IntegratedAnswer } from '#agents/integrate.ts'
import { reasonerMessages } from '#agents/think/reasoner-messages.ts'
import type { Verifier } from '#agents/verify/verifier.ts'
import type { ReasoningRound, Usage } from '#core/trace.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { tidyAnswer } from './tidy-answer.ts'
import { verifyAnswer } from './verify-answer.ts'

const integratedTokens = 300

/**
 * Lets a model make one answer of the answers of all rounds (arXiv 2410.12375), for models large enough to rewrite
 * without losing support. No answer where a sentence of it is not supported: code integrates better then.
 */
export async function integrateByModel(
  question: string,
  { rounds, evidence }: { rounds: readonly ReasoningRound[]; evidence: readonly EvidenceSentence[] },
  { integrator, verifier }: { integrator: ChatModel; verifier: Verifier },
  options: { seed: number; signal?: AbortSignal },
): Promise<{ integrated?: IntegratedAnswer; usage: Usage }> {
  const cancel = options.signal === undefined ? {} : { signal: options.signal }
  const candidates = rounds.map(({ answer }, index) => `Answer ${index + 1}: ${answer}`).join('\n')
  const messages = reasonerMessages(question, evidence, { isThinking: false }).map((message) => ({
    ...message,
    content: `${message.content}\n\nSeveral answers were written before:\n${candidates}\n\nMake one answer of what is best in them, in at most four sentences.`,
  }))
  const reply = await integrator.complete(
    { messages, maxTokens: integratedTokens, temperature: 0.1, seed: options.seed, lane: 'context' },
    cancel,
  )
  const answer = tidyAnswer(reply.text, { isCut: reply.stopReason === 'length' })
  const { sentences, citations, usage } = await verifyAnswer(answer, evidence, verifier, cancel)
  const spent = addUsage(addUsage(noUsage, reply.usage), usage)
  const isSupported = sentences.length > 0 && sentences.every((sentence) => sentence.citations.length > 0)
  return { ...(isSupported ? { integrated: { sentences, citations } } : {}), usage: spent }
}
