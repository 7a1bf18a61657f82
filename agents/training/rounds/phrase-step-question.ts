import { wordCount } from '#agents/tasks/graph-path/word-count.ts'
import type { PathStep } from '#core/task.ts'
import { firstNamePlace } from './first-name-place.ts'

/** Words that may stand before the name a statement begins with: an article and one more ("The axial"). */
const mostWordsBefore = 2

/**
 * One stated relation as a question that leaves its end out: "Amelogenin guides which process?". Undefined where the
 * sentence does not answer it: it has to name the subject, and "What is the density of nickel?" has to find a statement
 * that begins with one of the two, because "Lithium reduces the density of nickel" does not say what the density is.
 */
export function phraseStepQuestion(step: PathStep): string | undefined {
  const { subject, predicate, object, objectType, evidence } = step
  if (!evidence.text.toLowerCase().includes(subject.toLowerCase())) return undefined
  if (predicate === 'has') return isStated(step) ? `What is the ${object} of ${subject}?` : undefined
  const capital = /^\p{Ll}{2}/u.test(subject) ? subject.charAt(0).toUpperCase() + subject.slice(1) : subject
  return `${capital} ${predicate} which ${objectType.toLowerCase()}?`
}

/** Whether a clause of the sentence begins with property or material, and so speaks of them. */
function isStated({ subject, object, evidence }: PathStep): boolean {
  const text = evidence.text.toLowerCase()
  if (!text.includes(object.toLowerCase())) return false
  const before = text.slice(0, firstNamePlace(text, [subject, object]))
  const clause = before.slice(before.search(/[^,;:]*$/))
  return wordCount(clause.replace(/^\s*(?:and|but|while|whereas|although|because|since)\b/, '')) <= mostWordsBefore
}
