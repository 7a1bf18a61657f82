import type { ErrorCode } from '#core/errors.ts'

/** What the shell sees: 0 done, 1 failure, 2 wrong use, 3 done in part, 130 interrupted. */
export const exitStatus = { done: 0, failure: 1, usage: 2, partial: 3, interrupted: 130 } as const

/** The CLI's table from error codes to exit status. */
export const exitStatusOf: Readonly<Record<ErrorCode, number>> = {
  'invalid-input': exitStatus.usage,
  'not-found': exitStatus.failure,
  conflict: exitStatus.failure,
  unavailable: exitStatus.failure,
  'invalid-model-output': exitStatus.failure,
  'budget-exceeded': exitStatus.failure,
  cancelled: exitStatus.interrupted,
}
