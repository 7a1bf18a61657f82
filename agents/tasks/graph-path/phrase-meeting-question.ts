import type { PathStep } from '#core/task.ts'
import { kindWords, oneOfKind } from './kind-words.ts'
import { capitalise, nameInSentence, predicateFor } from './name-in-sentence.ts'

/** "Titanium nitride particles pin a structure, and carbon nanotubes block the same structure. Which structure is it?" */
export function phraseMeetingQuestion(path: readonly PathStep[]): string {
  const [first, second] = path
  if (first === undefined || second === undefined) throw new RangeError('A meeting has two steps.')
  const kind = kindWords[first.objectType]
  const [a, b] = [first, second].map((step) => {
    const name = nameInSentence(step.subject, step.evidence.text)
    return `${name.text} ${predicateFor(name, step.predicate)}`
  })
  return `${capitalise(a!)} ${oneOfKind(first.objectType)}, and ${b} the same ${kind}. Which ${kind} is it?`
}
