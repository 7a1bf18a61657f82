import { timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { sha256 } from '#core/id.ts'
import { keyStart, type ApiKeys } from '#src/api-keys.ts'
import { apiScopes, type ApiScope } from '#src/api-scopes.ts'
import { RequestError } from '#src/api/problem.ts'

/** Who sends a request, and what it may do. */
interface Client {
  /** The id of its key, or its address where it needs none. */
  readonly id: string
  readonly scopes: readonly ApiScope[]
}

/** Where keys come from. */
export interface KeyCheck {
  /** The key of the configuration; it may do everything. */
  readonly apiKey: string | undefined
  readonly keys: ApiKeys
  /** False where everybody who reaches the server may do everything without a key. */
  readonly isNeeded: boolean
}

/**
 * Finds out who sends a request. Who sends a key of Nacre is held to what that key allows, also where none is needed; one
 * that was revoked is refused by `requireScope`. Where none is needed other keys are passed over: clients of OpenAI
 * always send one.
 */
export function identifyClient({ apiKey, keys, isNeeded }: KeyCheck): RequestHandler {
  const ofConfiguration = apiKey === undefined ? undefined : Buffer.from(sha256(apiKey))
  return (request, response, next) => {
    const given = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1]
    response.locals['client'] = find(given, request)
    next()
  }

  function find(given: string | undefined, request: Request): Client | undefined {
    if (!isNeeded && given?.startsWith(keyStart) !== true) return { id: addressOf(request), scopes: apiScopes }
    if (given === undefined) return undefined
    if (ofConfiguration !== undefined && timingSafeEqual(Buffer.from(sha256(given)), ofConfiguration))
      return { id: 'configuration', scopes: apiScopes }
    return keys.find(given)
  }
}

/** The name under which a client's requests are counted. */
export function nameOfClient(request: Request, response: Response): string {
  return findClient(response)?.id ?? addressOf(request)
}

/** Refuses who has no key or one that does not allow this. */
export function requireScope(scope: ApiScope): RequestHandler {
  return (_request, response, next) => {
    const client = findClient(response)
    if (client === undefined) {
      const message =
        'Expected the header "Authorization: Bearer KEY" with a key that is valid. "nacre key create" makes one.'
      throw new RequestError('unauthorized', message, { 'WWW-Authenticate': 'Bearer' })
    }
    if (!mayDo(response, scope)) {
      const has = client.scopes.join(', ')
      throw new RequestError('forbidden', `Expected a key that allows "${scope}"; this one allows ${has}.`)
    }
    next()
  }
}

/** Whether the client behind `requireScope` is allowed this, too. */
export function mayDo(response: Response, scope: ApiScope): boolean {
  const { scopes } = clientOf(response)
  return scopes.includes(scope) || scopes.includes('admin')
}

/** The client behind `requireScope`. */
export function clientOf(response: Response): { readonly clientId: string; readonly scopes: readonly ApiScope[] } {
  const client = findClient(response)
  return { clientId: client?.id ?? '', scopes: client?.scopes ?? [] }
}

function findClient(response: Response): Client | undefined {
  return response.locals['client'] as Client | undefined
}

function addressOf(request: Request): string {
  return request.socket.remoteAddress ?? 'unknown'
}
