import type { RequestHandler } from 'express'
import { RequestError } from '#src/api/problem.ts'

/** Refuses a body that has not come to its end after this time, and hangs up. */
export function limitBodyTime(timeoutMs: number): RequestHandler {
  return (request, response, next) => {
    if (request.complete) {
      next()
      return
    }
    const timer = setTimeout(() => {
      if (request.complete || response.headersSent) return
      response.on('finish', () => request.destroy())
      const message = `The body had not come to its end after ${timeoutMs / 1000} s. Send it faster, or less of it.`
      next(new RequestError('too-slow', message, { Connection: 'close' }))
    }, timeoutMs)
    request.on('end', () => clearTimeout(timer))
    response.on('close', () => clearTimeout(timer))
    next()
  }
}
