import { plus } from './plus.ts'
import type { Tape, Value } from './tape.ts'

/** Another shape for the same numbers; -1 = what is left, 0 = as before. `back` is the shape it came from. */
export function reshape(tape: Tape, x: Value, to: readonly number[], back: readonly number[]): Value {
  return tape.record(tape.emit('Reshape', [x, tape.integers(to)]), [
    [x, (gradient, soFar) => plus(tape, soFar, tape.emit('Reshape', [gradient, tape.integers(back)]))],
  ])
}

/** The axes in another order. */
export function transpose(tape: Tape, x: Value, order: readonly number[]): Value {
  const inverse = order.map((_, axis) => order.indexOf(axis))
  return tape.record(tape.emit('Transpose', [x], { perm: order }), [
    [x, (gradient, soFar) => plus(tape, soFar, tape.emit('Transpose', [gradient], { perm: inverse }))],
  ])
}

/** Rows of x [rows, size] by their numbers; a row may be taken more than once. */
export function gatherRows(tape: Tape, x: Value, rows: Value): Value {
  const { emit } = tape
  return tape.record(emit('Gather', [x, rows], { axis: 0 }), [
    [
      x,
      (gradient, soFar) => {
        const zeros = emit('Expand', [tape.constant([0], []), emit('Shape', [x])])
        const indices = emit('Unsqueeze', [rows, tape.integers([-1])])
        return plus(tape, soFar, emit('ScatterND', [zeros, indices, gradient], { reduction: 'add' }))
      },
    ],
  ])
}
