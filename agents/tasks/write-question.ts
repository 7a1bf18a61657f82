import { addUsage, noUsage } from '#agents/add-usage.ts'
import type { Usage } from '#core/trace.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { neutraliseControlTokens } from '#models/neutralise-control-tokens.ts'
import { examineQuestion } from './examine-question.ts'

const draws = 3

/** A question that passed, or none, with the reason for each draw that did not. */
export interface WrittenQuestion {
  readonly question?: string
  readonly refused: readonly string[]
  readonly usage: Usage
}

/**
 * One exam question whose complete answer is the fact. The model sees nothing but the fact, so the question cannot speak
 * of the passage; code chooses how it begins. Up to 3 draws at temperature 0.5, the first that passes `examineQuestion`
 * and was not asked before.
 */
export async function writeQuestion(
  fact: string,
  model: ChatModel,
  options: { seed: number; isAsked: (question: string) => boolean; signal?: AbortSignal },
): Promise<WrittenQuestion> {
  const beginnings = beginningsFor(fact)
  const prompt =
    `Fact: ${neutraliseControlTokens(fact).text}\n\nWrite one exam question for students of materials science. Its complete ` +
    `answer must be this fact. Use the names and terms of the fact, and leave out what has to be answered. ` +
    `Begin with ${beginnings.join(' or ')}. Reply with the question only.`
  const refused: string[] = []
  let usage = noUsage
  for (let draw = 0; draw < draws; draw++) {
    const reply = await model.complete(
      {
        messages: [{ role: 'user', content: prompt }],
        ...(model.supports.grammar ? { format: { kind: 'grammar', gbnf: questionGrammar(beginnings) } } : {}),
        maxTokens: 90,
        temperature: 0.5,
        seed: options.seed + draw,
        lane: 'check',
      },
      options.signal === undefined ? {} : { signal: options.signal },
    )
    usage = addUsage(usage, reply.usage)
    const question = reply.text.split('\n')[0]?.replace(/\s+/g, ' ').trim() ?? ''
    const reason = examineQuestion(question, fact) ?? (options.isAsked(question) ? 'asked before' : undefined)
    if (reason === undefined) return { question, refused, usage }
    refused.push(reason)
  }
  return { refused, usage }
}

/** A fact with a reason is asked with why or how, one that only has a value with what. */
function beginningsFor(fact: string): readonly string[] {
  if (/\b(?:because|since|therefore|so that|due to|owing to)\b/i.test(fact)) return ['Why', 'How']
  return /\b(?:is|are|has|have|lies?|ranges?|reach(?:es)?) (?:\S+ )?(?:about|roughly|between|from|\d)/.test(fact)
    ? ['What']
    : ['How', 'What', 'Why']
}

/** One line that begins as a question and ends as one. */
function questionGrammar(beginnings: readonly string[]): string {
  return String.raw`root ::= (${beginnings.map((word) => `"${word}"`).join(' | ')}) " " [^?\n]+ "?"`
}
