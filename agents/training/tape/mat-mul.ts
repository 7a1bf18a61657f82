import { plus } from './plus.ts'
import type { Tape, Value } from './tape.ts'

/**
 * Products of stacked matrices, a [n, i, k] times b [n, k, j] (or the same without n). da = dy b^T. db is a^T dy, or
 * (dy^T a)^T where `isLeftLarge`: what is turned round is copied, so the smaller ones are.
 */
export function matMul(tape: Tape, a: Value, b: Value, options: { rank: 2 | 3; isLeftLarge?: boolean }): Value {
  const { emit } = tape
  const order = options.rank === 2 ? [1, 0] : [0, 2, 1]
  const turn = (value: Value): Value => emit('Transpose', [value], { perm: order })
  return tape.record(emit('MatMul', [a, b]), [
    [a, (gradient, soFar) => plus(tape, soFar, emit('MatMul', [gradient, turn(b)]))],
    [
      b,
      (gradient, soFar) =>
        plus(
          tape,
          soFar,
          options.isLeftLarge === true
            ? turn(emit('MatMul', [turn(gradient), a]))
            : emit('MatMul', [turn(a), gradient]),
        ),
    ],
  ])
}
