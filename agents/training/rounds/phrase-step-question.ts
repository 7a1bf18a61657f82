import type { PathStep } from '#core/task.ts'

/**
 * One stated relation as a question that leaves its end out: "Amelogenin guides which process?". Undefined where the
 * sentence does not name the subject, so that the question could not be understood from it.
 */
export function phraseStepQuestion({ subject, predicate, object, objectType, evidence }: PathStep): string | undefined {
  if (!evidence.text.toLowerCase().includes(subject.toLowerCase())) return undefined
  if (predicate === 'has') return `What is the ${object} of ${subject}?`
  const capital = /^\p{Ll}{2}/u.test(subject) ? subject.charAt(0).toUpperCase() + subject.slice(1) : subject
  return `${capital} ${predicate} which ${objectType.toLowerCase()}?`
}
