import { makeRandom } from './make-random.ts'

/** A vector of length 1 that is the same for the same seed. */
export function unitVector(seed: number, dimensions: number): Float32Array {
  const random = makeRandom(seed)
  const vector = Float32Array.from({ length: dimensions }, () => random.normal())
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}
