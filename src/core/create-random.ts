/** Reproducible randomness: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform integer from 0 up to, not including, `limit` (at most 2^32). */
  below(limit: number): number
  /** The items in a random order; the input stays as it is. */
  shuffle<T>(items: readonly T[]): T[]
}

/** A small seeded generator (mulberry32 over a mixed seed); good for sampling, not for secrets. */
export function createRandom(seed: number): Random {
  let state = Math.imul((seed ^ (seed / 2 ** 32)) | 0, 0x9e3779b1) ^ 0x85ebca6b

  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }

  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit)
  return {
    below,
    shuffle(items) {
      const result = [...items]
      for (let index = result.length - 1; index > 0; index--) {
        const other = below(index + 1)
        const held = result[index]!
        result[index] = result[other]!
        result[other] = held
      }
      return result
    },
  }
}
