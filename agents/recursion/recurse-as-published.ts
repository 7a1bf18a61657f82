import { addUsage, noUsage } from '#agents/add-usage.ts'
import { tidyAnswer } from '#agents/answer/tidy-answer.ts'
import { verifyAnswer } from '#agents/answer/verify-answer.ts'
import type { EvidenceSentence } from '#agents/evidence/evidence.ts'
import { scoreRound } from '#agents/score-round.ts'
import { reasonerMessages } from '#agents/think/reasoner-messages.ts'
import { createSentinelParser, sentinels } from '#agents/think/sentinel-parser.ts'
import { withPrefill } from '#agents/think/with-prefill.ts'
import type { Verifier } from '#agents/verify/verifier.ts'
import { NacreError, throwIfCancelled } from '#core/errors.ts'
import type { ModelCall, ReasoningRound, ReasonSettings, Usage } from '#core/trace.ts'
import type { ChatMessage, ChatModel } from '#models/chat-model.ts'
import { neutraliseControlTokens } from '#models/neutralise-control-tokens.ts'
import { extractReply } from './extract-reply.ts'
import { freeThinking } from './free-thinking.ts'
import type { RolePrompts } from './role-prompts.ts'

/** Who plays which role. */
export interface RecursionParts {
  readonly reasoner: ChatModel
  readonly critic: ChatModel
  readonly integrator: ChatModel
  readonly verifier: Verifier
  readonly prompts: RolePrompts
}

export interface RecursionOptions extends ReasonSettings {
  readonly signal?: AbortSignal
  readonly onText?: (kind: 'thinking' | 'answer' | 'reflection', round: number, text: string) => void
  readonly onRound?: (round: ReasoningRound) => void
}

export interface RecursionOutcome {
  /** Round 0 is the first answer; in `response` it is not integrated. */
  readonly rounds: readonly ReasoningRound[]
  /** One answer made of the rounds. */
  readonly integrated?: string
  readonly calls: readonly ModelCall[]
  readonly usage: Usage
  /** Why it ended before all rounds were written. */
  readonly stopped?: string
}

const temperature = 0.1

/**
 * Recursive reasoning as published (arXiv 2410.12375). `thinking`: an answer, then N-1 times the critic reflects on the
 * thinking and rewrites it, and the reasoner goes on from the prefilled thinking: 3N-1 calls with integration. `response`: the
 * reasoner writes its own reflection; N times the critic improves the thinking from it and the reasoner goes on: 2N+2
 * calls. Each round is scored against the evidence by the verifier, whose calls are not counted here. A budget that
 * gives out ends the rounds and keeps those that were written. Errors: those of the models; `budget-exceeded` before any
 * answer.
 */
export async function recurseAsPublished(
  question: string,
  evidence: readonly EvidenceSentence[],
  parts: RecursionParts,
  options: RecursionOptions,
): Promise<RecursionOutcome> {
  const { recursion, rounds: count, signal } = options
  const cancel = signal === undefined ? {} : { signal }
  const isResponse = recursion === 'response'
  const calls: ModelCall[] = []
  const rounds: ReasoningRound[] = []
  let usage = noUsage
  const asked = neutraliseControlTokens(question).text
  const base = withReflection(reasonerMessages(question, evidence, { isThinking: true }), isResponse)
  const messages: ChatMessage[] = [{ role: 'system', content: parts.prompts.reasoner }, ...base]

  try {
    let current = await answer(undefined, 0)
    const more = isResponse ? count : count - 1
    for (let index = 1; index <= more && !(options.stopsEarly && hasStalled(rounds)); index++) {
      const reflection = isResponse
        ? current.reflection
        : await criticise('reflection', reflectionRequest(asked, current.thinking), index - 1)
      const improved = await criticise('improved thinking', rewriteRequest(asked, current.thinking, reflection), index)
      setReflection(index - 1, reflection)
      current = await answer(improved === '' ? current.thinking : improved, index)
    }
    const candidates = rounds.filter(({ index, answer }) => answer !== '' && !(isResponse && index === 0))
    const integrated = options.isIntegrated && candidates.length > 0 ? await integrate(candidates) : undefined
    return { rounds, ...(integrated === undefined ? {} : { integrated }), calls, usage }
  } catch (error) {
    const isSpent = error instanceof NacreError && error.code === 'budget-exceeded'
    if (!isSpent || rounds.length === 0) throw error
    return { rounds, calls, usage, stopped: error.message }
  }

  async function call(
    role: ModelCall['role'],
    step: string,
    content: readonly ChatMessage[],
    prefill: string,
    onText: (text: string) => void = () => {},
  ): Promise<{ text: string; isCut: boolean }> {
    throwIfCancelled(signal)
    const model = parts[role]
    const request = {
      messages: content,
      maxTokens: options.replyTokens,
      temperature,
      seed: options.seed + calls.length,
      lane: role === 'reasoner' ? ('context' as const) : ('check' as const),
    }
    const reply = await model.stream(prefill === '' ? request : withPrefill(request, prefill, model), onText, cancel)
    usage = addUsage(usage, reply.usage)
    calls.push({
      role,
      step,
      messages: content,
      ...(prefill === '' ? {} : { prefill }),
      reply: reply.text,
    })
    return { text: reply.text, isCut: reply.stopReason === 'length' }
  }

  /** The reasoner's answer, from its own thinking or from one that stands in the prefill. */
  async function answer(given: string | undefined, index: number): Promise<{ thinking: string; reflection: string }> {
    const { open, close } = sentinels.thinking
    const prefill = given === undefined ? `${open}\n` : `${open}\n${given}\n${close}\n`
    const isInside = given === undefined
    const parser = createSentinelParser(isInside ? { inside: 'thinking' } : {})
    const { text, isCut } = await call('reasoner', `answer ${index}`, messages, prefill, (piece) => {
      for (const event of parser.push(piece)) {
        if (event.kind === 'text')
          options.onText?.(event.region === 'outside' ? 'answer' : event.region, index, event.text)
      }
    })
    const extracted = extractReply(text, { inside: isInside })
    const thinking = given ?? neutraliseControlTokens(extracted.thinking).text
    const reflection = neutraliseControlTokens(extracted.reflection).text
    const round = await scored(index, thinking, tidyAnswer(extracted.answer, { isCut }), reflection)
    rounds.push(round)
    options.onRound?.(round)
    return { thinking, reflection }
  }

  async function criticise(step: string, request: string, round: number): Promise<string> {
    const { text } = await call(
      'critic',
      step,
      [
        { role: 'system', content: parts.prompts.critic },
        { role: 'user', content: request },
      ],
      '',
      (piece) => options.onText?.(step === 'reflection' ? 'reflection' : 'thinking', round, piece),
    )
    const { thinking, answer: rest } = extractReply(text, { inside: false })
    return neutraliseControlTokens(thinking === '' ? rest : thinking).text.trim()
  }

  async function integrate(candidates: readonly ReasoningRound[]): Promise<string> {
    const [context] = reasonerMessages(question, evidence, { isThinking: false })
    const listed = candidates.map((round, place) => `Answer ${place + 1}: ${round.answer}`).join('\n\n')
    const { text, isCut } = await call(
      'integrator',
      'integration',
      [
        { role: 'system', content: parts.prompts.integrator },
        {
          role: 'user',
          content: `${context?.content ?? ''}\n\nThese answers were given:\n${listed}\n\nMake one detailed answer of what is right in them.`,
        },
      ],
      '',
    )
    return tidyAnswer(extractReply(text, { inside: false }).answer, { isCut })
  }

  async function scored(index: number, thinking: string, text: string, reflection: string): Promise<ReasoningRound> {
    const verified = await verifyAnswer(text, evidence, parts.verifier, cancel)
    const supported = verified.sentences
      .filter(({ citations }) => citations.length > 0)
      .map((sentence) => sentence.text)
    const judged =
      supported.length === 0
        ? { probability: 0, usage: noUsage }
        : await parts.verifier.answers(question, supported.join(' '), cancel)
    usage = addUsage(addUsage(usage, verified.usage), judged.usage)
    const { sentences, citations, verdicts } = verified
    const answersQuestion = judged.probability
    return {
      index,
      thinking: freeThinking(thinking),
      answer: text,
      sentences,
      citations,
      reflection,
      verdicts,
      omissions: [],
      answersQuestion,
      supportedShare: supported.length / Math.max(1, sentences.length),
      score: scoreRound({ sentences, verdicts, answersQuestion }),
    }
  }

  function setReflection(index: number, reflection: string): void {
    const round = rounds[index]
    if (round !== undefined) rounds[index] = { ...round, reflection }
  }
}

/** Whether the last round is no better than the best before it. */
function hasStalled(rounds: readonly ReasoningRound[]): boolean {
  const last = rounds.at(-1)?.score ?? 0
  return rounds.length > 1 && last <= Math.max(...rounds.slice(0, -1).map(({ score = 0 }) => score))
}

function withReflection(messages: readonly ChatMessage[], isAsked: boolean): readonly ChatMessage[] {
  if (!isAsked) return messages
  const { open, close } = sentinels.reflection
  return messages.map((message) => ({
    ...message,
    content: `${message.content} Before the answer, say between ${open} and ${close} what is weak in your thinking.`,
  }))
}

function reflectionRequest(question: string, thinking: string): string {
  return `Question: ${question}\n\nThinking:\n${thinking}\n\nSay in a few sentences what is wrong, missing or vague in this thinking with respect to the question.`
}

function rewriteRequest(question: string, thinking: string, reflection: string): string {
  const judged = reflection === '' ? 'Nobody has criticised it yet: find its weak points yourself.' : reflection
  return (
    `Question: ${question}\n\nThinking:\n${thinking}\n\nCriticism:\n${judged}\n\n` +
    'Write the thinking anew, with its faults mended. Keep its headings. Reply with the improved thinking only, and do not answer the question.'
  )
}
