import { plus } from './plus.ts'
import type { Tape, Value } from './tape.ts'

/** Operations number by number; two operands have the same shape. */
export interface Pointwise {
  add(a: Value, b: Value): Value
  subtract(a: Value, b: Value): Value
  multiply(a: Value, b: Value): Value
  /** a x + b with known a and b. */
  affine(x: Value, a: number, b?: number): Value
  exp(x: Value): Value
  log(x: Value): Value
  /** 1 / (1 + e^-x). */
  logistic(x: Value): Value
  /** ln(1 + e^x). */
  softplus(x: Value): Value
  /** At most `limit`; nothing flows back where the limit holds. */
  atMost(x: Value, limit: number): Value
}

/** The pointwise operations of a tape, each with its derivative. */
export function pointwise(tape: Tape): Pointwise {
  const { emit, record } = tape
  const number = (value: number): Value => tape.constant([value], [])
  const times = (a: Value, b: Value): Value => emit('Mul', [a, b])
  const unary = (x: Value, output: Value, derivative: () => Value): Value =>
    record(output, [[x, (gradient, soFar) => plus(tape, soFar, times(gradient, derivative()))]])

  return {
    add: (a, b) =>
      record(emit('Add', [a, b]), [
        [a, (gradient, soFar) => plus(tape, soFar, gradient)],
        [b, (gradient, soFar) => plus(tape, soFar, gradient)],
      ]),
    subtract: (a, b) =>
      record(emit('Sub', [a, b]), [
        [a, (gradient, soFar) => plus(tape, soFar, gradient)],
        [b, (gradient, soFar) => plus(tape, soFar, emit('Neg', [gradient]))],
      ]),
    multiply: (a, b) =>
      record(times(a, b), [
        [a, (gradient, soFar) => plus(tape, soFar, times(gradient, b))],
        [b, (gradient, soFar) => plus(tape, soFar, times(gradient, a))],
      ]),
    affine: (x, a, b = 0) => {
      const scaled = a === 1 ? x : times(x, number(a))
      const output = b === 0 && a !== 1 ? scaled : emit('Add', [scaled, number(b)])
      return record(output, [[x, (gradient, soFar) => plus(tape, soFar, times(gradient, number(a)))]])
    },
    exp: (x) => {
      const output = emit('Exp', [x])
      return unary(x, output, () => output)
    },
    log: (x) => unary(x, emit('Log', [x]), () => emit('Reciprocal', [x])),
    logistic: (x) => {
      const output = emit('Sigmoid', [x])
      return unary(x, output, () => times(output, emit('Sub', [number(1), output])))
    },
    softplus: (x) => {
      // max(x, 0) + ln(1 + e^-|x|): ONNX Runtime has its `Softplus` for float32 only, and no exponential overflows here.
      const small = emit('Exp', [emit('Neg', [emit('Abs', [x])])])
      const output = emit('Add', [emit('Max', [x, number(0)]), emit('Log', [emit('Add', [small, number(1)])])])
      return unary(x, output, () => emit('Sigmoid', [x]))
    },
    atMost: (x, limit) =>
      unary(x, emit('Min', [x, number(limit)]), () =>
        emit('Cast', [emit('Less', [x, number(limit)])], { to: tape.real === 'float32' ? 1 : 11 }),
      ),
  }
}
