import type { RequestHandler } from 'express'
import { RequestError } from '#src/api/problem.ts'

/** Refuses a foreign Host header, so that a page of another site cannot reach a local Nacre by rebinding its DNS name. */
export function allowHosts(allowed: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
    if (allowed.includes('*') || allowed.includes(host)) next()
    else {
      throw new RequestError(
        'misdirected',
        `This server does not answer to the host "${host.slice(0, 100)}". It answers to ${allowed.join(', ')}.`,
      )
    }
  }
}
