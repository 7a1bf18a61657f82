import { plus } from './plus.ts'
import type { Tape, Value } from './tape.ts'

/**
 * y = w x / sqrt(mean(x^2) + epsilon) over the last axis (arXiv 1910.07467, eq. 4), w frozen. With n = x / rms and
 * g = w dy: dx = (g - n mean(g n)) / rms.
 */
export function rmsNorm(tape: Tape, x: Value, weight: Value, epsilon: number): Value {
  const { emit } = tape
  const mean = (value: Value): Value => emit('ReduceMean', [value], { axes: [-1], keepdims: 1 })
  const square = mean(emit('Mul', [x, x]))
  const inverse = emit('Reciprocal', [emit('Sqrt', [emit('Add', [square, tape.constant([epsilon], [])])])])
  const normal = emit('Mul', [x, inverse])
  return tape.record(emit('Mul', [normal, weight]), [
    [
      x,
      (gradient, soFar) => {
        const weighted = emit('Mul', [gradient, weight])
        const along = emit('Mul', [normal, mean(emit('Mul', [weighted, normal]))])
        return plus(tape, soFar, emit('Mul', [emit('Sub', [weighted, along]), inverse]))
      },
    ],
  ])
}
