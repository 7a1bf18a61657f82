import type { Evaluation } from '#agents/training/rounds/evaluate-policy.ts'
import type { Interval } from './paired-bootstrap.ts'
import type { SwapMeasures } from './swap-thinking.ts'
import { compareSummaries, measureNames } from './summarise-samples.ts'

/** One policy in a report. */
export interface PolicyRow {
  readonly policy: string
  readonly score: number
  readonly measures: Readonly<Record<string, Interval>>
  /** Differences to the base model on the same tasks; absent for the base itself. */
  readonly againstBase?: Readonly<Record<string, Interval>>
  readonly rightByPlace: Evaluation['summary']['rightByPlace']
  readonly preference: Evaluation['preference']
  readonly swap?: SwapMeasures | undefined
  /** What N = 2, 3, … answers bring, each thought over by a critic that is code. */
  readonly recursion?: readonly RecursionRow[] | undefined
}

export interface RecursionRow {
  readonly answers: number
  readonly measures: Readonly<Record<string, Interval>>
}

/** What a report tells: the base first, then each version. */
export interface PolicyReport {
  readonly profile: string
  readonly tasks: number
  readonly heldOutDocuments: number
  readonly policies: readonly PolicyRow[]
  /** A reply of each policy to the same task, so that a reader sees what the figures stand for. */
  readonly examples: readonly {
    readonly prompt: string
    readonly right: string
    readonly replies: Readonly<Record<string, string>>
  }[]
}

/** Puts evaluations on the same tasks beside each other; the first is the base. */
export function comparePolicies(evaluations: readonly Evaluation[]): Pick<PolicyReport, 'policies'> {
  const base = evaluations[0]
  return {
    policies: evaluations.map(({ policy, score, summary, preference }, index) => ({
      policy,
      score,
      measures: Object.fromEntries(measureNames.map((name) => [name, summary.measures[name]])),
      ...(index === 0 || base === undefined ? {} : { againstBase: compareSummaries(base.summary, summary) }),
      rightByPlace: summary.rightByPlace,
      preference,
    })),
  }
}
