import { describe, expect, test } from 'vitest'
import { gatedSilu } from '#agents/training/tape/gated-silu.ts'
import { loraLinear } from '#agents/training/tape/lora-linear.ts'
import { maskedSoftmax } from '#agents/training/tape/masked-softmax.ts'
import { matMul } from '#agents/training/tape/mat-mul.ts'
import { pointwise } from '#agents/training/tape/pointwise.ts'
import { gatherRows, reshape, transpose } from '#agents/training/tape/rearrange.ts'
import { rmsNorm } from '#agents/training/tape/rms-norm.ts'
import { rotate } from '#agents/training/tape/rotate.ts'
import { sumAll } from '#agents/training/tape/sum-all.ts'
import type { Tape, Value } from '#agents/training/tape/tape.ts'
import { tokenLogProbabilities } from '#agents/training/tape/token-log-probabilities.ts'
import { gradientCosine } from './check-gradients.ts'

type Inputs = Readonly<Record<string, Value>>
interface Case {
  readonly name: string
  readonly shapes: Readonly<Record<string, readonly number[]>>
  readonly output: readonly number[]
  readonly build: (tape: Tape, inputs: Inputs) => Value
  /** Where the numbers lie; from -1 to 1 unless given. */
  readonly shift?: number
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => Math.sin(3 * index + 1))
const x = [4, 6] as const

const cases: readonly Case[] = [
  ...(['add', 'subtract', 'multiply'] as const).map((name): Case => {
    return { name, shapes: { a: x, b: x }, output: x, build: (tape, { a, b }) => pointwise(tape)[name](a!, b!) }
  }),
  ...(['exp', 'logistic', 'softplus'] as const).map((name): Case => {
    return { name, shapes: { a: x }, output: x, build: (tape, { a }) => pointwise(tape)[name](a!) }
  }),
  { name: 'log', shapes: { a: x }, output: x, shift: 2, build: (tape, { a }) => pointwise(tape).log(a!) },
  { name: 'affine', shapes: { a: x }, output: x, build: (tape, { a }) => pointwise(tape).affine(a!, -3, 2) },
  { name: 'atMost', shapes: { a: x }, output: x, build: (tape, { a }) => pointwise(tape).atMost(a!, 0.1) },
  { name: 'sumAll', shapes: { a: x }, output: [], build: (tape, { a }) => sumAll(tape, a!) },
  {
    name: 'loraLinear',
    shapes: { input: x, a: [2, 6], b: [5, 2] },
    output: [4, 5],
    build: (tape, { input, a, b }) =>
      loraLinear(tape, input!, { frozen: tape.constant(numbers(30), [5, 6]), a: a!, b: b! }, 1.5),
  },
  {
    name: 'two loraLinear of one input',
    shapes: { input: x, a: [2, 6], b: [6, 2], c: [3, 6], d: [6, 3] },
    output: [4, 6],
    build: (tape, { input, a, b, c, d }) => {
      const frozen = tape.constant(numbers(36), [6, 6])
      return pointwise(tape).multiply(
        loraLinear(tape, input!, { frozen, a: a!, b: b! }, 0.5),
        loraLinear(tape, input!, { frozen, a: c!, b: d! }, 2),
      )
    },
  },
  {
    name: 'rmsNorm',
    shapes: { a: x },
    output: x,
    build: (tape, { a }) => rmsNorm(tape, a!, tape.constant(numbers(6), [6]), 1e-5),
  },
  {
    name: 'rotate',
    shapes: { a: [4, 2, 6] },
    output: [4, 2, 6],
    build: (tape, { a }) =>
      rotate(tape, a!, {
        cos: tape.constant(numbers(24), [4, 1, 6]),
        sin: tape.constant(numbers(24).toReversed(), [4, 1, 6]),
        size: 6,
      }),
  },
  {
    name: 'reshape and transpose',
    shapes: { a: [4, 2, 3] },
    output: [3, 8],
    build: (tape, { a }) => reshape(tape, transpose(tape, a!, [2, 0, 1]), [3, -1], [3, 4, 2]),
  },
  {
    name: 'gatherRows, one row twice',
    shapes: { a: x },
    output: [3, 6],
    build: (tape, { a }) => gatherRows(tape, a!, tape.integers([2, 0, 2])),
  },
  ...[false, true].map((isLeftLarge): Case => {
    return {
      name: `matMul, left ${isLeftLarge ? 'large' : 'small'}`,
      shapes: { a: [2, 4, 3], b: [2, 3, 5] },
      output: [2, 4, 5],
      build: (tape, { a, b }) => matMul(tape, a!, b!, { rank: 3, isLeftLarge }),
    }
  }),
  {
    name: 'maskedSoftmax',
    shapes: { a: [2, 3, 3] },
    output: [2, 3, 3],
    build: (tape, { a }) => maskedSoftmax(tape, a!, tape.constant([0, -1e9, -1e9, 0, 0, -1e9, 0, 0, 0], [3, 3])),
  },
  {
    name: 'gatedSilu',
    shapes: { gate: x, up: x },
    output: x,
    build: (tape, { gate, up }) => gatedSilu(tape, gate!, up!),
  },
  {
    name: 'tokenLogProbabilities',
    shapes: { a: x },
    output: [4, 1],
    build: (tape, { a }) =>
      tokenLogProbabilities(tape, a!, tape.constant(numbers(54), [9, 6]), tape.integers([3, 0, 8, 3])),
  },
]

describe('the gradient of', () => {
  test.each(cases)('$name is that of central differences', async ({ shapes, build, output, shift = 0 }) => {
    expect(await gradientCosine(shapes, build, { output, shift })).toBeGreaterThan(0.9999)
  })

  test('an operation with a wrong rule is found out', async () => {
    const wrong = (tape: Tape, { a }: Inputs): Value =>
      tape.record(tape.emit('Mul', [a!, a!]), [[a!, (gradient) => gradient]])
    expect(await gradientCosine({ a: x }, wrong, { output: x })).toBeLessThan(0.99)
  })
})
