import type { PathStep } from '#core/task.ts'
import { kindWords } from './kind-words.ts'
import { nameInSentence } from './name-in-sentence.ts'

/** "Which material dissolves hydroxyapatite and is produced by fermentation?" */
export function phraseOriginQuestion(path: readonly PathStep[]): string {
  const parts = path.map(
    ({ predicate, object, evidence }) => `${predicate} ${nameInSentence(object, evidence.text).text}`,
  )
  return `Which ${kindWords[path[0]!.subjectType]} ${parts.join(' and ')}?`
}
