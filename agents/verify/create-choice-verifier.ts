import type { ChatModel, ChatUsage } from '#models/chat-model.ts'
import { neutraliseControlTokens } from '#models/neutralise-control-tokens.ts'
import type { Judgement, Verifier } from './verifier.ts'

/**
 * A verifier that reads the model's probability of "yes" against "no" as the first word of its reply, instead of what it
 * would write: small models write "supported" always, while their probabilities tell. Needs a model that weighs choices.
 */
export function createChoiceVerifier(model: ChatModel): Verifier {
  const ask = async (prompt: string, signal: AbortSignal | undefined): Promise<Judgement> => {
    let usage: ChatUsage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 }
    const [yes = 0] = await model.weighChoices(
      { messages: [{ role: 'user', content: prompt }], lane: 'check' },
      ['yes', 'no'],
      { ...(signal === undefined ? {} : { signal }), onUsage: (spent) => (usage = spent) },
    )
    return { probability: yes, usage: { calls: 1, inputTokens: usage.inputTokens, outputTokens: usage.outputTokens } }
  }
  return {
    id: `yes-no:${model.id}`,
    support: (claim, evidence, options) =>
      evidence.length === 0
        ? Promise.resolve({ probability: 0, usage: { calls: 0, inputTokens: 0, outputTokens: 0 } })
        : ask(supportPrompt(claim, evidence), options?.signal),
    answers: (question, text, options) => ask(answersPrompt(question, text), options?.signal),
  }
}

function supportPrompt(claim: string, evidence: readonly string[]): string {
  const text = evidence.map((sentence) => neutraliseControlTokens(sentence).text).join(' ')
  return `Evidence: ${text}\n\nClaim: ${neutraliseControlTokens(claim).text}\n\nIs the claim true according to the evidence? Answer only yes or no.`
}

function answersPrompt(question: string, text: string): string {
  return `Text: ${neutraliseControlTokens(text).text}\n\nQuestion: ${neutraliseControlTokens(question).text}\n\nDoes the text answer the question? Answer only yes or no.`
}
