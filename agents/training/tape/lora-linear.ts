import type { Tape, Value } from './tape.ts'

/** A frozen matrix [out, in] and, where it is trained, its two thin ones: A [rank, in] and B [out, rank]. */
export interface LoraWeights {
  readonly frozen: Value
  readonly a?: Value
  readonly b?: Value
}

/**
 * y = x W^T + s (x A^T) B^T for x [rows, in] (LoRA, arXiv 2106.09685, eq. 3; s = alpha / rank). W gets no gradient;
 * with u = s x A^T and e = dy B: dB = dy^T u, dA = s e^T x, dx = dy W + s e A.
 */
export function loraLinear(tape: Tape, x: Value, { frozen, a, b }: LoraWeights, scale: number): Value {
  const { emit, record } = tape
  const plain = emit('Gemm', [x, frozen], { transB: 1 })
  // `Gemm` adds its third operand, so the gradient of other uses costs no pass of its own.
  const throughFrozen = (gradient: Value, soFar: Value | undefined): Value =>
    emit('Gemm', soFar === undefined ? [gradient, frozen] : [gradient, frozen, soFar])
  if (a === undefined || b === undefined) return record(plain, [[x, throughFrozen]])

  const alpha = { float: scale }
  const narrow = emit('Gemm', [x, a], { transB: 1, alpha })
  const output = emit('Gemm', [narrow, b, plain], { transB: 1 })
  const backs = new Map<string, Value>()
  const back = (gradient: Value): Value => {
    const known = backs.get(gradient.name) ?? emit('Gemm', [gradient, b])
    backs.set(gradient.name, known)
    return known
  }
  return record(output, [
    [a, (gradient) => emit('Gemm', [back(gradient), x], { transA: 1, alpha })],
    // The thin factor is the one that is turned round.
    [b, (gradient) => emit('Transpose', [emit('Gemm', [narrow, gradient], { transA: 1 })], { perm: [1, 0] })],
    [x, (gradient, soFar) => emit('Gemm', [back(gradient), a, throughFrozen(gradient, soFar)], { alpha })],
  ])
}
