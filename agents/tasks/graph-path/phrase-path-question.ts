import type { PathStep } from '#core/task.ts'
import { kindWords, oneOfKind } from './kind-words.ts'
import { capitalise, nameInSentence, predicateFor } from './name-in-sentence.ts'

/**
 * A path as one question that names its beginning, hides what lies between, and asks for its end:
 * "Cellulose nanofibrils form a material. What is the water content of this material?"
 */
export function phrasePathQuestion(path: readonly PathStep[]): string {
  const first = path[0]
  const last = path.at(-1)
  if (first === undefined || last === undefined || path.length < 2)
    throw new RangeError('A path has two steps or more.')
  const subject = nameInSentence(first.subject, first.evidence.text)
  const between = path.slice(1, -1).map((step) => ` that ${step.predicate} ${oneOfKind(step.objectType)}`)
  const verb = predicateFor(subject, first.predicate)
  const beginning = `${capitalise(subject.text)} ${verb} ${oneOfKind(first.objectType)}${between.join('')}`
  const hidden = kindWords[path.at(-2)!.objectType]
  if (last.predicate === 'has') return `${beginning}. What is the ${last.object} of this ${hidden}?`
  return `${beginning}. This ${hidden} ${last.predicate} which ${kindWords[last.objectType]}?`
}
