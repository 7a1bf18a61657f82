import { plus } from './plus.ts'
import type { Tape, Value } from './tape.ts'

/**
 * Natural log-probability of one token a row, [rows, 1]: log softmax(h E^T) at `targets`, for h [rows, size] and the
 * frozen output matrix E [vocabulary, size]. dh = dy (E[target] - softmax E): the gradient of the logits, as large as
 * the vocabulary, is never scattered into.
 */
export function tokenLogProbabilities(tape: Tape, hidden: Value, output: Value, targets: Value): Value {
  const { emit } = tape
  const all = emit('LogSoftmax', [emit('Gemm', [hidden, output], { transB: 1 })], { axis: -1 })
  const column = emit('Unsqueeze', [targets, tape.integers([-1])])
  return tape.record(emit('GatherElements', [all, column], { axis: 1 }), [
    [
      hidden,
      (gradient, soFar) => {
        const expected = emit('Gemm', [emit('Exp', [all]), output])
        const difference = emit('Sub', [emit('Gather', [output, targets], { axis: 0 }), expected])
        return plus(tape, soFar, emit('Mul', [difference, gradient]))
      },
    ],
  ])
}
