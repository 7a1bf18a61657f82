import type { EvidenceSentence } from '#agents/evidence/evidence.ts'
import { cleanSentence } from '#agents/clean-sentence.ts'
import { sha256 } from '#core/id.ts'
import type { ChatMessage } from '#models/chat-model.ts'
import { fenceDocumentText, fenceNotice } from '#models/fence-document-text.ts'
import { neutraliseControlTokens } from '#models/neutralise-control-tokens.ts'
import { sentinels } from './sentinel-parser.ts'

/**
 * What the reasoner is told: evidence, question, how to go about it. All calls of one question begin with exactly these
 * messages and differ only in how far the assistant turn is prefilled, so the model reads them once.
 */
export function reasonerMessages(
  question: string,
  sentences: readonly EvidenceSentence[],
  options: { isThinking: boolean },
): ChatMessage[] {
  const evidence = inReadingOrder(sentences)
    .map(({ text }) => cleanSentence(text))
    .join('\n')
  const nonce = sha256(evidence).slice(0, 6)
  const task = options.isThinking
    ? `Think first, between ${sentinels.thinking.open} and ${sentinels.thinking.close}, under the headings given. Then answer the question in one to three sentences.`
    : 'Answer the question in one to three sentences.'
  return [
    {
      role: 'user',
      content:
        `${fenceNotice}\n\nEvidence:\n${fenceDocumentText(evidence, { nonce })}\n\n` +
        `Question: ${neutraliseControlTokens(question).text}\n\n${task} Say only what the evidence says, with its numbers and units, ` +
        'and explain the mechanism where it is told. State facts about the world; do not speak of the evidence.',
    },
  ]
}

/** Documents in order of their best sentence, within a document as it is printed: so that the text reads on. */
export function inReadingOrder<T extends EvidenceSentence>(sentences: readonly T[]): T[] {
  const rank = new Map<string, number>()
  for (const { documentId } of sentences) if (!rank.has(documentId)) rank.set(documentId, rank.size)
  return sentences.toSorted(
    (a, b) => (rank.get(a.documentId) ?? 0) - (rank.get(b.documentId) ?? 0) || a.start - b.start || a.end - b.end,
  )
}
