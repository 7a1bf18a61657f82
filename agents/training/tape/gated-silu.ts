import { plus } from './plus.ts'
import type { Tape, Value } from './tape.ts'

/**
 * y = silu(gate) up with silu(x) = x s(x), s logistic (SwiGLU without its matrices, arXiv 2002.05202, eq. 6).
 * dup = dy silu(gate); dgate = dy up (s + silu(gate) (1 - s)).
 */
export function gatedSilu(tape: Tape, gate: Value, up: Value): Value {
  const { emit } = tape
  const logistic = emit('Sigmoid', [gate])
  const silu = emit('Mul', [gate, logistic])
  return tape.record(emit('Mul', [silu, up]), [
    [up, (gradient, soFar) => plus(tape, soFar, emit('Mul', [gradient, silu]))],
    [
      gate,
      (gradient, soFar) => {
        // s + silu (1 - s) = silu + s (1 - silu)
        const slope = emit('Add', [silu, emit('Mul', [logistic, emit('Sub', [tape.constant([1], []), silu])])])
        return plus(tape, soFar, emit('Mul', [emit('Mul', [gradient, up]), slope]))
      },
    ],
  ])
}
