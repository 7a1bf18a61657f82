import { makeRandom } from '#test/make-random.ts'

const resamples = 2_000

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The 95 % interval of a mean over questions, drawn again with replacement (percentile bootstrap, fixed seed). */
export function interval(values: readonly number[]): [number, number] {
  const random = makeRandom(7)
  const means = Array.from({ length: resamples }, () => {
    let sum = 0
    for (let draw = 0; draw < values.length; draw++) sum += values[Math.floor(random.next() * values.length)]!
    return sum / values.length
  }).sort((a, b) => a - b)
  return [means[Math.floor(0.025 * resamples)]!, means[Math.ceil(0.975 * resamples) - 1]!]
}
