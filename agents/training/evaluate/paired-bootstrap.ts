import type { Random } from '#core/create-random.ts'

export interface Interval {
  readonly mean: number
  /** 2.5 % and 97.5 % of the resampled means. */
  readonly low: number
  readonly high: number
}

const resamples = 2000

/** The mean of values and its 95 % bootstrap interval (Efron 1979, percentiles). For a paired comparison: give differences. */
export function bootstrapMean(values: readonly number[], random: Random): Interval {
  const meanOf = (draw: (index: number) => number): number => {
    let sum = 0
    for (let index = 0; index < values.length; index++) sum += draw(index)
    return values.length === 0 ? 0 : sum / values.length
  }
  const means = Array.from({ length: resamples }, () => meanOf(() => values[random.below(values.length)]!))
  const sorted = means.toSorted((a, b) => a - b)
  return {
    mean: meanOf((index) => values[index]!),
    low: sorted[Math.floor(resamples * 0.025)]!,
    high: sorted[Math.floor(resamples * 0.975)]!,
  }
}
