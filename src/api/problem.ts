import { z } from 'zod'
import type { ErrorCode } from '#core/errors.ts'

/** The API's table from error codes to HTTP status. */
export const httpStatusOf: Readonly<Record<ErrorCode, number>> = {
  'invalid-input': 400,
  'not-found': 404,
  conflict: 409,
  unavailable: 503,
  'invalid-model-output': 502,
  'budget-exceeded': 402,
  // nginx's "client closed request": nobody is there to read it.
  cancelled: 499,
}

/** Failures of a request that only HTTP knows. */
export const statusOfRequest = {
  unauthorized: 401,
  forbidden: 403,
  'method-not-allowed': 405,
  'too-slow': 408,
  'precondition-failed': 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  misdirected: 421,
  'key-reused': 422,
  'too-many-requests': 429,
} as const

/** A failure of the request itself, with the headers that go with it. */
export class RequestError extends Error {
  readonly code: keyof typeof statusOfRequest
  readonly headers: Readonly<Record<string, string>>

  constructor(code: keyof typeof statusOfRequest, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.name = 'RequestError'
    this.code = code
    this.headers = headers
  }
}

/** A problem document (RFC 9457). */
export const problemSchema = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  request_id: z.string(),
  retryable: z.boolean(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
})
export type Problem = z.infer<typeof problemSchema>

/** The shape of errors that clients of OpenAI read. */
export const openAiErrorSchema = z.object({
  error: z.object({
    message: z.string(),
    type: z.string(),
    param: z.string().nullable(),
    code: z.string(),
  }),
})
