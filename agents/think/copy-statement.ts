import { cleanSentence } from '#agents/clean-sentence.ts'
import type { EvidenceSentence } from '#agents/evidence/evidence.ts'
import type { ThinkingStatement } from '#core/thinking.ts'

/** A sentence of the corpus as a statement of the thinking: supported by itself. */
export function copyStatement({ text, chunkId }: EvidenceSentence): ThinkingStatement {
  return { text: cleanSentence(text), origin: 'evidence', chunkIds: [chunkId], support: 1 }
}
