import type { PathStep } from '#core/task.ts'
import { nameInSentence } from './name-in-sentence.ts'
import type { Direction } from './read-direction.ts'

/** "Which has the higher melting point: aluminium or TiN?" The materials stand in the order of the alphabet, which tells nothing. */
export function phraseComparisonQuestion(path: readonly PathStep[], direction: Direction): string {
  const names = path.map(({ subject, evidence }) => nameInSentence(subject, evidence.text).bare)
  const ordered = names.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
  return `Which has the ${direction} ${path[0]!.object}: ${ordered.join(' or ')}?`
}
