import { addUsage, noUsage } from '#agents/add-usage.ts'
import { createChoiceVerifier } from '#agents/verify/create-choice-verifier.ts'
import type { Usage } from '#core/trace.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { neutraliseControlTokens } from '#models/neutralise-control-tokens.ts'
import { examineQuestion } from './examine-question.ts'

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
 * of the passage; code chooses how it may begin, a form for each of up to two draws at temperature 0.5; of those that pass `examineQuestion`
 * and were not asked before, the one that the fact answers best.
 */
export async function writeQuestion(
  fact: string,
  model: ChatModel,
  options: { seed: number; isAsked: (question: string) => boolean; signal?: AbortSignal },
): Promise<WrittenQuestion> {
  const cancel = options.signal === undefined ? {} : { signal: options.signal }
  const verifier = model.supports.choices ? createChoiceVerifier(model) : undefined
  const forms = formsFor(fact)
  // What differs between the draws stands at the end, so that the rest is read once.
  const task =
    `Fact: ${neutraliseControlTokens(fact).text}\n\nWrite one exam question for students of materials science. Its complete ` +
    `answer must be this fact. Use the names and terms of the fact, and leave out what has to be answered.`
  const refused: string[] = []
  let best: { question: string; probability: number } | undefined
  let usage = noUsage
  // A model that is sure of itself says the same again: each draw has another form.
  for (const [draw, form] of forms.entries()) {
    const reply = await model.complete(
      {
        messages: [{ role: 'user', content: `${task} Begin with ${form.begins}. Reply with the question only.` }],
        ...(model.supports.grammar ? { format: { kind: 'grammar', gbnf: form.gbnf } } : {}),
        maxTokens: 90,
        temperature: 0.5,
        seed: options.seed + draw,
        // Not the lane of the checks, so that the fact is read once for all draws.
        lane: 'context',
      },
      cancel,
    )
    usage = addUsage(usage, reply.usage)
    const question = tidyQuestion(reply.text)
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

interface QuestionForm {
  /** As the model is told. */
  readonly begins: string
  readonly gbnf: string
}

// After a comma small models give the answer away ("given that …") or ask a second question.
const body = `\n${String.raw`body ::= [^?,\n]+`}`
const why: QuestionForm = {
  begins: 'Why',
  gbnf: `root ::= "Why " ("does " | "do " | "is " | "are " | "can ") body "?"${body}`,
}
const way: QuestionForm = { begins: 'How', gbnf: `root ::= "How " body "?"${body}` }
const what: QuestionForm = { begins: 'What', gbnf: `root ::= "What " body "?"${body}` }
const effect: QuestionForm = {
  begins: 'How does … affect …',
  gbnf: `root ::= "How " ("does " | "do ") body " affect " body "?"${body}`,
}
const tellsEffect =
  /\b(?:increas|decreas|reduc|improv|enhanc|prevent|promot|inhibit|suppress|lower|rais|strengthen|toughen|harden|soften|weaken|stabili[sz]|accelerat|slow|delay|cause|lead|result)\w*\b/i

/** The forms in which a fact can be asked for, best first: a reason by why, a way by how, an effect by what it affects, all else by what. */
function formsFor(fact: string): readonly QuestionForm[] {
  // What stands behind "so that" or "therefore" follows from the rest; it is no reason for it.
  if (/\b(?:because|since|due to|owing to)\b/i.test(fact)) return [why, what]
  if (/\bby \w+ing\b|\bthrough\b/i.test(fact)) return [way, what]
  if (tellsEffect.test(fact)) return [effect, what]
  return [what, way]
}
