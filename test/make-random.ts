/** A source of numbers that are the same for the same seed on every machine. */
export interface Random {
  /** At least 0, less than 1. */
  next(): number
  pick<T>(values: readonly T[]): T
  /** Normally distributed, mean 0, standard deviation 1. */
  normal(): number
}

/** xorshift32 (Marsaglia, 2003, doi 10.18637/jss.v008.i14) started from a multiplied seed. */
export function makeRandom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  for (let warm = 0; warm < 8; warm += 1) next()
  return {
    next,
    pick: (values) => {
      const value = values[Math.floor(next() * values.length)]
      if (value === undefined) throw new Error('nothing to pick from')
      return value
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  }
}
