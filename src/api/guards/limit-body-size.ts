import type { RequestHandler } from 'express'
import { RequestError } from '#src/api/problem.ts'

/**
 * Refuses a body as soon as it is larger than this. What reads bodies (express, multer) knows the limit too, but waits for
 * the end of the body before it says so, and a body may have none. Comes right before what reads the body.
 */
export function limitBodySize(mostBytes: number): RequestHandler {
  return (request, response, next) => {
    let bytes = 0
    const refuse = (): void => {
      const message = `Expected a body of at most ${mostBytes.toLocaleString('en')} bytes; it is larger.`
      next(new RequestError('too-large', message))
    }
    if (Number(request.headers['content-length'] ?? 0) > mostBytes) {
      refuse()
      return
    }
    const count = (part: Buffer): void => {
      bytes += part.length
      if (bytes <= mostBytes) return
      request.off('data', count)
      if (!response.headersSent) refuse()
    }
    request.on('data', count)
    next()
  }
}
