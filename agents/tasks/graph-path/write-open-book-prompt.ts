import type { BookSentence } from '#core/task.ts'
import { showSentence } from './show-sentence.ts'

/** What a policy sees and is trained on: the question, and the sentences to think over, numbered. */
export function writeOpenBookPrompt(question: string, book: readonly BookSentence[]): string {
  const lines = book.map(({ sentence }, index) => `[${index + 1}] ${showSentence(sentence.text)}`)
  return `${question} Use <|thinking|>.\n\nEvidence:\n${lines.join('\n')}`
}
