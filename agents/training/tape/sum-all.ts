import { plus } from './plus.ts'
import type { Tape, Value } from './tape.ts'

/** The sum of all numbers as a scalar. */
export function sumAll(tape: Tape, x: Value): Value {
  return tape.record(tape.emit('ReduceSum', [x], { keepdims: 0 }), [
    [x, (gradient, soFar) => plus(tape, soFar, tape.emit('Expand', [gradient, tape.emit('Shape', [x])]))],
  ])
}
