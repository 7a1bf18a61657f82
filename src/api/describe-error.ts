import type { Logger } from 'pino'
import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import { httpStatusOf, RequestError, statusOfRequest, type Problem } from './problem.ts'

/** What is told of an error, without the request it belongs to. */
export interface DescribedError extends Pick<Problem, 'status' | 'code' | 'detail' | 'retryable'> {
  readonly errors?: Problem['errors']
  readonly headers?: Readonly<Record<string, string>>
}

/** Any error as told to clients; what is a bug goes to the log and nothing of it to the client. */
export function describeError(error: unknown, logger: Logger): DescribedError {
  if (error instanceof z.ZodError) return describeZodError(error)
  if (error instanceof RequestError) {
    const status = statusOfRequest[error.code]
    const retryable = error.code === 'too-many-requests' || error.code === 'too-slow'
    return { status, code: error.code, detail: error.message, retryable, headers: error.headers }
  }
  if (error instanceof NacreError) {
    const { code, message, isRetryable, retryAfterSeconds } = error
    const wait = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(Math.ceil(retryAfterSeconds)) }
    return { status: httpStatusOf[code], code, detail: message, retryable: isRetryable, headers: wait }
  }
  if (isClientError(error)) {
    const code = error.status === 413 ? 'too-large' : error.status === 415 ? 'unsupported-media-type' : 'invalid-input'
    return { status: error.status, code, detail: error.message, retryable: false }
  }
  logger.error({ error }, 'bug')
  const detail = 'Something went wrong in Nacre; its log says more.'
  return { status: 500, code: 'bug', detail, retryable: false }
}

function describeZodError(error: z.ZodError): DescribedError {
  const errors = error.issues.map((issue) => ({ pointer: `/${issue.path.join('/')}`, detail: issue.message }))
  const detail = `The request does not have the expected shape: ${errors.map((one) => `${one.pointer} ${one.detail}`).join('; ')}`
  return { status: 400, code: 'invalid-input', detail: detail.slice(0, 1_000), retryable: false, errors }
}

/** What express and multer throw for a body that is too large, not JSON, or cut. */
function isClientError(error: unknown): error is Error & { status: number } {
  if (!(error instanceof Error)) return false
  if (error.name === 'MulterError') {
    const isSize = 'code' in error && String(error.code).startsWith('LIMIT')
    Object.assign(error, { status: isSize ? 413 : 400 })
  }
  return 'status' in error && typeof error.status === 'number' && error.status >= 400 && error.status < 500
}
