import { rateLimit } from 'express-rate-limit'
import type { RequestHandler } from 'express'
import { RequestError } from '#src/api/problem.ts'
import { nameOfClient } from './identify-client.ts'

/** At most so many requests a minute from one client; 0 = as many as it likes. */
export function limitRate(requestsPerMinute: number): RequestHandler {
  if (requestsPerMinute === 0) return (_request, _response, next) => next()
  return rateLimit({
    windowMs: 60_000,
    limit: requestsPerMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: nameOfClient,
    validate: false,
    handler: (_request, response, next) => {
      const seconds = String(response.getHeader('Retry-After') ?? 60)
      const message = `Expected at most ${requestsPerMinute} requests a minute. Go on in ${seconds} s.`
      next(new RequestError('too-many-requests', message, { 'Retry-After': seconds }))
    },
  })
}
