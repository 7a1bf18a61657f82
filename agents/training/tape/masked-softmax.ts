import { plus } from './plus.ts'
import type { Tape, Value } from './tape.ts'

/** p = softmax(x + mask) over the last axis; dx = p (dy - sum(dy p)). The mask is added to each slice and is not trained. */
export function maskedSoftmax(tape: Tape, x: Value, mask: Value): Value {
  const { emit } = tape
  const output = emit('Softmax', [emit('Add', [x, mask])], { axis: -1 })
  return tape.record(output, [
    [
      x,
      (gradient, soFar) => {
        const weighted = emit('Mul', [gradient, output])
        const sum = emit('ReduceSum', [weighted, tape.integers([-1])], { keepdims: 1 })
        return plus(tape, soFar, emit('Sub', [weighted, emit('Mul', [output, sum])]))
      },
    ],
  ])
}
