import { addUsage, noUsage } from '#agents/add-usage.ts'
import { createChoiceVerifier } from '#agents/verify/create-choice-verifier.ts'
import type { Usage } from '#core/trace.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { neutraliseControlTokens } from '#models/neutralise-control-tokens.ts'
import { examineQuestion } from './examine-question.ts'
import { givesReason } from './find-key-sentences.ts'

const draws = 3
/**
 * Probability that the fact answers the question, where the model can weigh it: from `enough` on a draw is taken at once,
 * below `least` never. Measured: 9 good questions 0.84 to 0.99, 4 that the fact does not answer 0.83 to 0.87.
 */
const answered = { enough: 0.9, least: 0.88 }

/** A question that passed, or none, with the reason for each draw that did not. */
export interface WrittenQuestion {
  readonly question?: string
  readonly refused: readonly string[]
  readonly usage: Usage
}

/**
 * One exam question whose complete answer is the fact. The model sees nothing but the fact, so the question cannot speak
 * of the passage; code chooses how it may begin. Up to 3 draws at temperature 0.5; of those that pass `examineQuestion`
 * and were not asked before, the one that the fact answers best.
 */
export async function writeQuestion(
  fact: string,
  model: ChatModel,
  options: { seed: number; isAsked: (question: string) => boolean; signal?: AbortSignal },
): Promise<WrittenQuestion> {
  const cancel = options.signal === undefined ? {} : { signal: options.signal }
  const verifier = model.supports.choices ? createChoiceVerifier(model) : undefined
  const beginnings = beginningsFor(fact)
  // Each draw after the first has one beginning only, so that a model that is sure of itself says something else.
  const beginningsOf = (draw: number): readonly string[] =>
    draw === 0 ? beginnings : [beginnings[(draw - 1) % beginnings.length]!]
  const prompt =
    `Fact: ${neutraliseControlTokens(fact).text}\n\nWrite one exam question for students of materials science. Its complete ` +
    `answer must be this fact. Use the names and terms of the fact, and leave out what has to be answered. ` +
    `Begin with ${beginnings.join(' or ')}. Reply with the question only.`
  const refused: string[] = []
  const drawn = new Set<string>()
  let best: { question: string; probability: number } | undefined
  let usage = noUsage
  for (let draw = 0; draw < draws; draw++) {
    const reply = await model.complete(
      {
        messages: [{ role: 'user', content: prompt }],
        ...(model.supports.grammar ? { format: { kind: 'grammar', gbnf: questionGrammar(beginningsOf(draw)) } } : {}),
        maxTokens: 90,
        temperature: 0.5,
        seed: options.seed + draw,
        lane: 'check',
      },
      cancel,
    )
    usage = addUsage(usage, reply.usage)
    const question = tidyQuestion(reply.text)
    if (drawn.has(question)) continue
    drawn.add(question)
    const reason = examineQuestion(question, fact) ?? (options.isAsked(question) ? 'asked before' : undefined)
    if (reason !== undefined) {
      refused.push(reason)
      continue
    }
    const judged = await verifier?.answers(question, fact, cancel)
    if (judged !== undefined) usage = addUsage(usage, judged.usage)
    const probability = judged?.probability ?? 1
    if (probability < answered.least) refused.push('the fact does not answer it')
    else if (best === undefined || probability > best.probability) best = { question, probability }
    if (best !== undefined && best.probability >= answered.enough) break
  }
  return { ...(best === undefined ? {} : { question: best.question }), refused, usage }
}

/** The first line, without the field that small models like to add. */
function tidyQuestion(reply: string): string {
  const [line = ''] = reply.split('\n')
  return line
    .replace(/\s+/g, ' ')
    .replace(/ (?:in|within) (?:the )?(?:field of )?materials? science(?=\?)/i, '')
    .trim()
}

/** Only a reason can be asked with why, and a mere value only with what. */
function beginningsFor(fact: string): readonly string[] {
  if (/\b(?:because|since|therefore|so that|due to|owing to)\b/i.test(fact)) return ['Why', 'How']
  return givesReason(fact) ? ['How', 'What'] : ['What', 'How']
}

/** One line that begins as a question and ends as one. */
function questionGrammar(beginnings: readonly string[]): string {
  return String.raw`root ::= (${beginnings.map((word) => `"${word}"`).join(' | ')}) " " [^?\n]+ "?"`
}
