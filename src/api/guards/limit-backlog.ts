import type { RequestHandler } from 'express'
import { NacreError } from '#core/errors.ts'

/** At most so many requests of these routes under way or waiting at a time; the next is told to come later. */
export function limitBacklog(most: number): RequestHandler {
  let underWay = 0
  return (_request, response, next) => {
    if (underWay >= most) {
      throw new NacreError('unavailable', `${most} questions wait for the model already. Ask again in a while.`, {
        isRetryable: true,
        retryAfterSeconds: 10,
      })
    }
    underWay += 1
    response.on('close', () => (underWay -= 1))
    next()
  }
}
