/** What kind of failure this is; each edge (CLI, HTTP) has one table from code to exit status or HTTP status. */
export type ErrorCode =
  | 'invalid-input'
  | 'not-found'
  | 'conflict'
  | 'unavailable'
  | 'invalid-model-output'
  | 'budget-exceeded'
  | 'cancelled'

/**
 * The one error class of Nacre. The message says what was expected, what came and what to do next, in plain words.
 * Anything else that is thrown is a bug.
 */
export class NacreError extends Error {
  readonly code: ErrorCode
  /** True when the same call may succeed later without a change by the user (429, 5xx, timeout, reset). */
  readonly isRetryable: boolean
  /** Seconds the other side asked to wait before the next try. */
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; isRetryable?: boolean; retryAfterSeconds?: number } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'NacreError'
    this.code = code
    this.isRetryable = options.isRetryable ?? false
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** Throws `cancelled` when the signal has fired; the place to call between steps of long work. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new NacreError('cancelled', 'The work was cancelled.', { cause: signal.reason })
}
