import { z } from 'zod'
import { NacreError } from '#core/errors.ts'

const retryableStatus = new Set([408, 409, 425, 429, 500, 502, 503, 504, 529])

/** What a provider's client threw, as one of our errors with the next step. */
export function toLangChainError(
  error: unknown,
  context: {
    readonly id: string
    readonly signal: AbortSignal | undefined
    readonly deadline: AbortSignal
    readonly now: () => number
  },
): NacreError {
  const { id, signal, deadline, now } = context
  if (error instanceof NacreError) return error
  if (signal?.aborted === true) return new NacreError('cancelled', 'The model call was cancelled.', { cause: error })
  if (deadline.aborted || isNamed(error, /timeout/i)) {
    return new NacreError('unavailable', `${id} did not answer in time.`, { cause: error, isRetryable: true })
  }
  const status = readNumber(error, 'status') ?? readNumber(error, 'status_code')
  const words = error instanceof Error ? error.message : String(error)
  if (status === 401 || status === 403) {
    return new NacreError(
      'unavailable',
      `${id} refused the key (${status}). Set NACRE_MODEL_API_KEY to a key of that server.`,
      { cause: error },
    )
  }
  if (status === 404) {
    return new NacreError(
      'unavailable',
      `${id} is not known to its server (404). Check the model's name and --base-url.`,
      { cause: error },
    )
  }
  if (status !== undefined && retryableStatus.has(status)) {
    const retryAfterSeconds = readRetryAfter(error, now())
    return new NacreError('unavailable', `${id} answered ${status}: ${words}`, {
      cause: error,
      isRetryable: true,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    })
  }
  if (status !== undefined && status >= 400)
    return new NacreError('invalid-input', `${id} refused the request (${status}): ${words}`, { cause: error })
  if (error instanceof z.ZodError || isNamed(error, /OutputParser/)) {
    return new NacreError('invalid-model-output', `${id} did not keep to the asked shape: ${words}`, { cause: error })
  }
  if (
    isNamed(error, /Connection|Fetch|Network/i) ||
    /ECONN|ENOTFOUND|EPIPE|terminated|fetch failed|socket|premature/i.test(words)
  ) {
    return new NacreError(
      'unavailable',
      `${id} cannot be reached: ${words} Check that its server runs, and --base-url.`,
      { cause: error, isRetryable: true },
    )
  }
  if (/Unable to import|Please install|Unsupported \{? ?modelProvider|Unable to infer/i.test(words)) {
    return new NacreError('invalid-input', `LangChain cannot open ${id}: ${words}`, { cause: error })
  }
  return new NacreError('invalid-model-output', `${id} answered with something that is no reply: ${words}`, {
    cause: error,
    isRetryable: true,
  })
}

function isNamed(error: unknown, pattern: RegExp): boolean {
  return error instanceof Error && (pattern.test(error.name) || pattern.test(error.constructor.name))
}

function readNumber(error: unknown, key: string): number | undefined {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined
  return typeof value === 'number' ? value : undefined
}

/** Seconds of a `Retry-After` header, which holds a number of seconds or a date (RFC 9110, 10.2.3). */
function readRetryAfter(error: unknown, now: number): number | undefined {
  const headers: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'headers') : undefined
  if (!(headers instanceof Headers)) return undefined
  const value = headers.get('retry-after') ?? ''
  const seconds = /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : (Date.parse(value) - now) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined
}
