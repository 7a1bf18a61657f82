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
