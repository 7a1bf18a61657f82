/** A round of training as the server tells it; a figure that was not measured is null or absent. */
export interface Round {
  readonly round: number
  readonly [metric: string]: unknown
}

const shown = {
  groundedness: 'Groundedness',
  format: 'Closed block',
  accuracy: 'Reward accuracy',
  margin: 'Margin',
} as const

/** The figures of the rounds as curves; only those that some round has. */
export function curvesOf(
  rounds: readonly Round[],
): readonly { name: string; values: readonly (number | undefined)[] }[] {
  return Object.entries(shown)
    .map(([metric, name]) => ({
      name,
      values: rounds.map((round) => (typeof round[metric] === 'number' ? round[metric] : undefined)),
    }))
    .filter(({ values }) => values.some((value) => value !== undefined))
}
