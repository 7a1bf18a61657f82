import { sameQuestion } from '#agents/tasks/questions-asked.ts'
import type { GrowthStep } from '#core/growth.ts'
import { sha256 } from '#core/id.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { fenceDocumentText, fenceNotice } from '#models/fence-document-text.ts'

/** Tries before code writes the question. */
const mostTries = 2

/**
 * A creative follow-up to the last step of a run: one question that names at least one of its keywords and was not asked before
 * (arXiv 2502.13025), bound to a topic where there is one. Where the model writes nothing that can be asked, code joins
 * two keywords. Errors: those of the model.
 */
export async function writeFollowUp(
  steps: readonly GrowthStep[],
  model: ChatModel,
  options: { readonly topic?: string; readonly seed: number; readonly signal?: AbortSignal },
): Promise<Pick<GrowthStep, 'question' | 'questionFrom'>> {
  const last = steps.at(-1)
  if (last === undefined) throw new RangeError('A follow-up follows a step.')
  const asked = new Set(steps.map(({ question }) => sameQuestion(question)))
  const isAskable = (question: string): boolean => {
    const words = question.split(' ').length
    const namesOne = last.keywords.some((keyword) => question.toLowerCase().includes(keyword.toLowerCase()))
    return namesOne && words >= 5 && words <= 40 && !asked.has(sameQuestion(question))
  }
  for (let tries = 0; tries < mostTries && last.keywords.length > 0; tries++) {
    const reply = await model.complete(
      {
        messages: [{ role: 'user', content: prompt(last, options.topic) }],
        maxTokens: 80,
        temperature: 0.7,
        seed: options.seed + tries,
        lane: 'check',
      },
      options.signal === undefined ? {} : { signal: options.signal },
    )
    const question =
      /[^.?!\n:]+\?/
        .exec(reply.text)?.[0]
        .replace(/^[\s"*\d)-]+/, '')
        .trim() ?? ''
    if (isAskable(question)) return { question, questionFrom: 'model' }
  }
  return { question: joinKeywords(steps, asked, options.topic), questionFrom: 'code' }
}

function prompt({ question, answer, keywords }: GrowthStep, topic: string | undefined): string {
  const text = `Question: ${question}\nAnswer: ${answer}`
  return (
    `${fenceNotice}\n\n${fenceDocumentText(text, { nonce: sha256(text).slice(0, 8) })}\n\n` +
    `Write one new, creative question that follows from this and leads further. It names at least one of: ${keywords.join(', ')}. ` +
    `${topic === undefined ? '' : `It is about ${topic}. `}Write only the question.`
  )
}

/** Newest keywords first; what was asked before is passed over. */
function joinKeywords(steps: readonly GrowthStep[], asked: ReadonlySet<string>, topic: string | undefined): string {
  const keywords = [
    ...new Set([...(topic === undefined ? [] : [topic]), ...steps.toReversed().flatMap((step) => step.keywords)]),
  ]
  for (const a of keywords) {
    for (const b of keywords) {
      if (a.toLowerCase() === b.toLowerCase()) continue
      const question = `How are ${a} and ${b} related?`
      if (!asked.has(sameQuestion(question))) return question
    }
  }
  return `What else is known about ${topic ?? steps[0]?.question ?? 'this'} (${steps.length})?`
}
