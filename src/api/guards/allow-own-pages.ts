import type { RequestHandler } from 'express'
import { RequestError } from '#src/api/problem.ts'

/** Refuses requests that a browser makes for a page of another origin, unless the reply is there for such pages. */
export function allowOwnPages(isShared: boolean): RequestHandler {
  return (request, _response, next) => {
    const { origin, host } = request.headers
    const isOwn = origin === undefined || origin === `${request.protocol}://${host ?? ''}`
    if (isOwn || isShared) next()
    else throw new RequestError('forbidden', 'Pages of another origin may not use this server from a browser.')
  }
}
