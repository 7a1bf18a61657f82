import type { Response } from 'express'
import type { DescribedError } from './describe-error.ts'
import type { Problem } from './problem.ts'

/** Sends an error as a problem document (RFC 9457), or in the shape that clients of OpenAI read. */
export function sendError(response: Response, error: DescribedError, dialect?: 'openai'): void {
  response.status(error.status)
  for (const [name, value] of Object.entries(error.headers ?? {})) response.setHeader(name, value)
  if (dialect === 'openai') response.json(toOpenAiError(error))
  else {
    const document = toProblem(error, String(response.getHeader('X-Request-Id')))
    response.type('application/problem+json').send(JSON.stringify(document))
  }
}

export function toProblem({ status, code, detail, retryable, errors }: DescribedError, requestId: string): Problem {
  return {
    type: 'about:blank',
    title: code.replaceAll('-', ' '),
    status,
    detail,
    code,
    request_id: requestId,
    retryable,
    ...(errors === undefined ? {} : { errors }),
  }
}

export function toOpenAiError({ status, code, detail, errors }: DescribedError) {
  const type = status === 401 ? 'authentication_error' : status === 403 ? 'permission_error' : otherType(status)
  const param = errors?.[0]?.pointer.slice(1).replaceAll('/', '.') ?? null
  return { error: { message: detail, type, param: param === '' ? null : param, code } }
}

function otherType(status: number): string {
  if (status === 429) return 'rate_limit_error'
  return status >= 500 ? 'server_error' : 'invalid_request_error'
}
