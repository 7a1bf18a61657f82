import type { Feed } from '#agents/training/onnx-session.ts'
import type { LlamaShape } from './llama-model.ts'
import type { PackedBatch } from './packed-batch.ts'

/** Lengths are rounded up to a multiple of this, so that runs share their memory plans. */
const bucketTokens = 32
/** Small enough that its exponential is 0, large enough that sums stay finite. */
const hidden = -1e9

/**
 * The inputs of the graph for a batch: tokens of all segments one after the other, the mask that keeps them apart, and
 * rotations by each token's place in its own text. Padding sees itself only.
 */
export function feedBatch(
  { segments, questions }: PackedBatch,
  { headSize, ropeBase }: Pick<LlamaShape, 'headSize' | 'ropeBase'>,
  real: 'float32' | 'float64' = 'float32',
): Record<string, Feed> {
  const floats = (count: number): Float32Array | Float64Array =>
    real === 'float32' ? new Float32Array(count) : new Float64Array(count)
  const starts: number[] = []
  const placesBefore: number[] = []
  let used = 0
  for (const { tokens, after } of segments) {
    starts.push(used)
    placesBefore.push(after === undefined ? 0 : placesBefore[after]! + segments[after]!.tokens.length)
    used += tokens.length
  }
  const length = roundUp(used)
  const tokens = new BigInt64Array(length)
  const positions = new Float64Array(length)
  const mask = floats(length * length).fill(hidden)
  for (let row = used; row < length; row++) mask[row * length + row] = 0
  for (const [index, segment] of segments.entries()) {
    const start = starts[index]!
    for (const [place, token] of segment.tokens.entries()) {
      const row = start + place
      tokens[row] = BigInt(token)
      positions[row] = placesBefore[index]! + place
      for (let other: number | undefined = segment.after; other !== undefined; other = segments[other]!.after) {
        const from = row * length + starts[other]!
        mask.fill(0, from, from + segments[other]!.tokens.length)
      }
      mask.fill(0, row * length + start, row * length + row + 1)
    }
  }

  const cos = floats(length * headSize)
  const sin = floats(length * headSize)
  for (let pair = 0; pair < headSize / 2; pair++) {
    const frequency = ropeBase ** ((-2 * pair) / headSize)
    for (let row = 0; row < length; row++) {
      const at = row * headSize + 2 * pair
      const angle = positions[row]! * frequency
      cos[at] = cos[at + 1] = Math.cos(angle)
      sin[at] = sin[at + 1] = Math.sin(angle)
    }
  }
  const rows = BigInt64Array.from(questions, ({ segment, place }) => BigInt(starts[segment]! + place))
  const targets = BigInt64Array.from(questions, ({ target }) => BigInt(target))
  return {
    tokens: { data: tokens, shape: [length] },
    mask: { data: mask, shape: [length, length] },
    cos: { data: cos, shape: [length, 1, headSize] },
    sin: { data: sin, shape: [length, 1, headSize] },
    rows: { data: rows, shape: [rows.length] },
    targets: { data: targets, shape: [targets.length] },
  }
}

function roundUp(tokens: number): number {
  return Math.ceil(tokens / bucketTokens) * bucketTokens
}
