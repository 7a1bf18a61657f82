import type { Round } from '#web/http/wire.ts'

const shown = [
  ['groundedness', 'Groundedness'],
  ['format', 'Closed block'],
  ['right_sentence', 'Right sentence'],
  ['repetition', 'Repetition'],
] as const

/** The figures of the rounds as curves, all between 0 and 1; only those that some round has. */
export function curvesOf(rounds: readonly Round[]): readonly { name: string; values: readonly (number | null)[] }[] {
  return shown
    .map(([measure, name]) => ({ name, values: rounds.map((round) => round[measure]) }))
    .filter(({ values }) => values.some((value) => value !== null))
}
