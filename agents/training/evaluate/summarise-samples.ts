import { createRandom } from '#core/create-random.ts'
import type { Task } from '#core/task.ts'
import { measureSample, rightPlace, type FreeSample, type SampleMeasures } from './measure-sample.ts'
import { bootstrapMean, type Interval } from './paired-bootstrap.ts'

export const measureNames = [
  'format',
  'ended',
  'grounded',
  'groundedWithoutQuestion',
  'groundedElsewhere',
  'right',
  'verbatim',
  'repetition',
  'words',
] as const satisfies readonly (keyof SampleMeasures)[]

/** What the free samples of one policy are like. */
export interface SampleSummary {
  readonly tasks: number
  readonly measures: Readonly<Record<keyof SampleMeasures, Interval>>
  /** Share of right sentences among the tasks whose answer stands on each place, from 1. */
  readonly rightByPlace: Readonly<Record<string, { readonly tasks: number; readonly right: number }>>
  /** The measures of each task, in the order of the tasks: what paired comparisons are made of. */
  readonly each: readonly SampleMeasures[]
}

const seed = 20_240_612

/** Measures the samples of all tasks; each task has one, in the same order. Evidence "elsewhere" is that of the task half way round. */
export function summariseSamples(tasks: readonly Task[], samples: readonly FreeSample[]): SampleSummary {
  const each = tasks.map((task, index) =>
    measureSample(samples[index]!, task, tasks[(index + Math.ceil(tasks.length / 2)) % tasks.length]!),
  )
  const rightByPlace: Record<string, { tasks: number; right: number }> = {}
  for (const [index, task] of tasks.entries()) {
    const place = (rightByPlace[rightPlace(task)] ??= { tasks: 0, right: 0 })
    place.right = (place.right * place.tasks + each[index]!.right) / (place.tasks + 1)
    place.tasks += 1
  }
  const measures = Object.fromEntries(
    measureNames.map((name) => [
      name,
      bootstrapMean(
        each.map((measured) => measured[name]),
        createRandom(seed),
      ),
    ]),
  )
  return { tasks: tasks.length, measures: measures as SampleSummary['measures'], rightByPlace, each }
}

/** The one number that decides over promotion: half for a whole, grounded reply that ends, half for the right sentence. */
export function scoreOf({ each }: Pick<SampleSummary, 'each'>): number {
  const scores = each.map(
    ({ format, ended, groundedWithoutQuestion, right }) => (format * ended * groundedWithoutQuestion + right) / 2,
  )
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length)
}

/** How much a measure changed from one policy to another on the same tasks. */
export function compareSummaries(
  before: Pick<SampleSummary, 'each'>,
  after: Pick<SampleSummary, 'each'>,
): Readonly<Record<keyof SampleMeasures, Interval>> {
  const differences = measureNames.map((name) => [
    name,
    bootstrapMean(
      after.each.map((measured, index) => measured[name] - before.each[index]![name]),
      createRandom(seed),
    ),
  ])
  return Object.fromEntries(differences) as Record<keyof SampleMeasures, Interval>
}
