import type { Tape, Value } from './tape.ts'

/** The sum of a gradient and what came before it, if anything did. */
export function plus(tape: Tape, soFar: Value | undefined, gradient: Value): Value {
  return soFar === undefined ? gradient : tape.emit('Add', [soFar, gradient])
}
