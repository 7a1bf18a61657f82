import { addUsage, noUsage } from '#agents/add-usage.ts'
import { sha256 } from '#core/id.ts'
import type { Usage } from '#core/trace.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { fenceDocumentText, fenceNotice } from '#models/fence-document-text.ts'
import { cleanSentence } from '#agents/clean-sentence.ts'
import { examineFact } from './examine-fact.ts'
import { needsRewording } from './needs-rewording.ts'

/** A fact that can be understood without its passage. */
export interface WrittenFact {
  readonly text: string
  /** `sentence`: the printed sentence itself is the fact, as it stands alone or the model's wording did not hold to the passage. */
  readonly origin: 'model' | 'sentence'
  /** Why the model's wording was refused. */
  readonly refused?: string
  readonly usage: Usage
}

/**
 * A sentence of a passage (cleaned, its abbreviations written out) as one fact with full names and all numbers. The model
 * only words it: a wording with a number or a name that is not printed there, or that says something else, is refused. It
 * is not asked where the sentence leaves nothing open.
 */
export async function writeFact(
  source: { sentence: string; passage: string; title: string },
  model: ChatModel,
  options: { signal?: AbortSignal } = {},
): Promise<WrittenFact> {
  const { sentence } = source
  if (!needsRewording(sentence)) return { text: sentence, origin: 'sentence', usage: noUsage }
  const nonce = sha256(source.passage).slice(0, 6)
  const prompt =
    `${fenceNotice}\n\nA passage from a text on "${source.title}":\n${fenceDocumentText(source.passage, { nonce })}\n\n` +
    `Rewrite one sentence of the passage as one fact that a reader understands without the passage: put full names in ` +
    `place of pronouns, keep every number and unit, add nothing. Reply with the fact only.\n\nSentence: ${sentence}`
  const reply = await model.complete(
    { messages: [{ role: 'user', content: prompt }], maxTokens: 160, temperature: 0, stop: ['\n'], lane: 'context' },
    options,
  )
  const usage = addUsage(noUsage, reply.usage)
  const text = cleanSentence(reply.text.replace(/^(?:Fact|Sentence):\s*/i, '').replace(/^["“]|["”]$/g, ''))
  const refused = examineFact(text, { sentence, passage: `${source.title}\n${source.passage}` })
  return refused === undefined
    ? { text, origin: 'model', usage }
    : { text: sentence, origin: 'sentence', refused, usage }
}
