import { contentWords } from '#agents/verify/content-words.ts'
import type { PathStep, SourceSentence } from '#core/task.ts'
import { firstNamePlace } from './first-name-place.ts'

/** Content words beyond those of the question that an excerpt needs to say anything. */
const fewestOwnWords = 4

/**
 * What a step is quoted by: its sentence from the first of its two names on, so that a policy can go on from the words
 * of the question; the whole sentence where what follows would say nothing new.
 */
export function quoteExcerpt({ subject, object, evidence }: PathStep, question: string): SourceSentence {
  const { text, start } = evidence
  const from = firstNamePlace(text, [subject, object]) ?? 0
  const excerpt = text.slice(from)
  const asked = new Set(contentWords(question))
  const own = new Set(contentWords(excerpt).filter((word) => !asked.has(word)))
  // Lower case may be longer than what it comes from, so a place is trusted only where the name is really there.
  const isThere = excerpt.length > 0 && [subject, object].some((name) => startsWith(excerpt, name))
  return own.size >= fewestOwnWords && isThere ? { ...evidence, text: excerpt, start: start + from } : evidence
}

function startsWith(text: string, name: string): boolean {
  return text.slice(0, name.length).toLowerCase() === name.toLowerCase()
}
