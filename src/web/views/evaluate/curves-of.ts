import type { Evaluations, Round } from '#web/http/wire.ts'

const shown = [
  ['groundedness', 'groundedWithoutQuestion', 'Groundedness'],
  ['format', 'format', 'Closed block'],
  ['right_sentence', 'right', 'Right sentence'],
  ['repetition', 'repetition', 'Repetition'],
] as const

export interface Curve {
  readonly name: string
  /** One for each of `stages`; null where it was not measured. */
  readonly values: readonly (number | null)[]
}

/** The figures of the rounds as curves, all between 0 and 1, from the base model on where it was measured; only those that some stage has. */
export function curvesOf(
  rounds: readonly Round[],
  base: Evaluations['evaluations'][number] | undefined,
): { readonly stages: readonly string[]; readonly curves: readonly Curve[] } {
  const curves = shown.map(([figure, measure, name]): Curve => {
    const before = base === undefined ? [] : [base.measures[measure]?.mean ?? null]
    return { name, values: [...before, ...rounds.map((round) => round[figure])] }
  })
  return {
    stages: [...(base === undefined ? [] : ['base']), ...rounds.map(({ round }) => String(round))],
    curves: curves.filter(({ values }) => values.some((value) => value !== null)),
  }
}
