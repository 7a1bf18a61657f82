import { plus } from './plus.ts'
import type { Tape, Value } from './tape.ts'

/**
 * Rotary position embedding (arXiv 2104.09864, eq. 34) of x [rows, heads, size]: neighbouring numbers are one pair, as
 * llama.cpp has them. y = x cos + (x R) sin, where R turns (a, b) into (-b, a); dx = dy cos + (dy sin) R^T.
 * `cos` and `sin` are [rows, 1, size], each value twice.
 */
export function rotate(
  tape: Tape,
  x: Value,
  { cos, sin, size }: { readonly cos: Value; readonly sin: Value; readonly size: number },
): Value {
  const { emit } = tape
  const turn = (sign: 1 | -1): Value => {
    const matrix = Array.from({ length: size * size }, () => 0)
    for (let pair = 0; pair < size; pair += 2) {
      matrix[pair * size + pair + 1] = sign
      matrix[(pair + 1) * size + pair] = -sign
    }
    return tape.constant(matrix, [size, size])
  }
  const turned = emit('MatMul', [x, turn(1)])
  return tape.record(emit('Add', [emit('Mul', [x, cos]), emit('Mul', [turned, sin])]), [
    [
      x,
      (gradient, soFar) => {
        const direct = emit('Mul', [gradient, cos])
        const back = emit('MatMul', [emit('Mul', [gradient, sin]), turn(-1)])
        return plus(tape, soFar, emit('Add', [direct, back]))
      },
    ],
  ])
}
