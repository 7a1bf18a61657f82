import { randomUUID, timingSafeEqual } from 'node:crypto'
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from 'express'
import helmet from 'helmet'
import type { Logger } from 'pino'
import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import { sha256 } from '#core/id.ts'
import type { App } from '#src/app.ts'
import { makeOpenApi } from './openapi.ts'
import { httpStatusOf, type Problem } from './problem.ts'
import type { Route } from './route.ts'
import { routes } from './routes.ts'

const bodyLimit = '1mb'

/**
 * The HTTP server over an app; the caller listens and closes. Without a key only loopback names are accepted as Host, so a
 * page of another site cannot reach a local Nacre by rebinding its DNS name.
 */
export function createServer(
  app: App,
  options: { logger: Logger; version: string; allowedHosts: readonly string[]; apiKey?: string },
): Express {
  const server = express()
  server.disable('x-powered-by')
  server.use(helmet())
  server.use(identifyRequest(options.logger))
  server.use(allowHosts(options.allowedHosts))
  server.get('/openapi.json', (_request, response) => {
    response.json(makeOpenApi(routes, { version: options.version }))
  })
  const allowKey = requireKey(options.apiKey)
  for (const route of routes) {
    if (route.mediaType !== undefined) server.options(route.path, allowOtherOrigins)
    const guards = route.isOpen ? [] : [allowKey]
    server[route.method](route.path, ...guards, express.json({ limit: bodyLimit }), handleRoute(route, app))
  }
  server.use((request) => {
    throw new NacreError(
      'not-found',
      `There is nothing at ${request.method} ${request.path}. /openapi.json lists what there is.`,
    )
  })
  server.use(toProblem(options.logger))
  return server
}

function identifyRequest(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID()
    const startedMs = performance.now()
    response.setHeader('X-Request-Id', requestId)
    response.on('close', () => {
      const durationMs = Math.round(performance.now() - startedMs)
      logger.info(
        { requestId, method: request.method, path: request.path, status: response.statusCode, durationMs },
        'request',
      )
    })
    next()
  }
}

function allowHosts(allowed: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
    if (allowed.includes('*') || allowed.includes(host)) next()
    else throw new NacreError('invalid-input', `This server does not answer to the host "${host}".`)
  }
}

function requireKey(apiKey: string | undefined): RequestHandler {
  if (apiKey === undefined) return (_request, _response, next) => next()
  const expected = Buffer.from(sha256(apiKey))
  return (request, response, next) => {
    const given = Buffer.from(sha256(/^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''))
    if (timingSafeEqual(given, expected)) {
      next()
      return
    }
    response.setHeader('WWW-Authenticate', 'Bearer')
    sendProblem(response, {
      status: 401,
      code: 'unauthorized',
      detail: 'Expected the header "Authorization: Bearer <key>".',
    })
  }
}

/** The answer to a browser that asks whether a page of another origin may read a file. */
const allowOtherOrigins: RequestHandler = (request, response) => {
  response.setHeader('Access-Control-Allow-Origin', '*')
  response.setHeader('Access-Control-Allow-Methods', 'GET')
  response.setHeader('Access-Control-Allow-Headers', request.headers['access-control-request-headers'] ?? '*')
  response.status(204).end()
}

function handleRoute(route: Route, app: App): RequestHandler {
  return async (request, response) => {
    const controller = new AbortController()
    response.on('close', () => controller.abort())
    const body: unknown = route.body === undefined ? undefined : route.body.parse(request.body ?? {})
    const origin = `${request.protocol}://${request.headers.host ?? ''}`
    const reply = await route.handle({ body, app, origin, signal: controller.signal })
    if (route.mediaType === undefined) {
      response.json(reply)
      return
    }
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
    response.type(route.mediaType).send(typeof reply === 'string' ? reply : Buffer.from(reply as Uint8Array))
  }
}

function toProblem(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error)
    } else if (error instanceof z.ZodError) {
      const errors = error.issues.map((issue) => ({ pointer: `/${issue.path.join('/')}`, detail: issue.message }))
      sendProblem(response, {
        status: 400,
        code: 'invalid-input',
        detail: 'The body does not have the expected shape.',
        errors,
      })
    } else if (error instanceof NacreError) {
      const { code, message, isRetryable, retryAfterSeconds } = error
      if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', Math.ceil(retryAfterSeconds))
      sendProblem(response, { status: httpStatusOf[code], code, detail: message, retryable: isRetryable })
    } else if (isClientError(error)) {
      sendProblem(response, { status: error.status, code: 'invalid-input', detail: error.message })
    } else {
      logger.error({ error }, 'bug')
      sendProblem(response, { status: 500, code: 'bug', detail: 'Something went wrong in Nacre; its log says more.' })
    }
  }
}

/** What express throws for a body that is too large, not JSON, or cut. */
function isClientError(error: unknown): error is Error & { status: number } {
  return (
    error instanceof Error &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.status >= 400 &&
    error.status < 500
  )
}

function sendProblem(
  response: Response,
  problem: Pick<Problem, 'status' | 'code' | 'detail'> & Partial<Pick<Problem, 'retryable' | 'errors'>>,
): void {
  const { status, code, detail, retryable = false, errors } = problem
  const document: Problem = {
    type: 'about:blank',
    title: code.replaceAll('-', ' '),
    status,
    detail,
    code,
    request_id: String(response.getHeader('X-Request-Id')),
    retryable,
    ...(errors === undefined ? {} : { errors }),
  }
  response.status(status).type('application/problem+json').send(JSON.stringify(document))
}
