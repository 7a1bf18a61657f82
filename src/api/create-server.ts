import { randomUUID } from 'node:crypto'
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express'
import helmet from 'helmet'
import type { Logger } from 'pino'
import { NacreError } from '#core/errors.ts'
import type { ApiKeys } from '#src/api-keys.ts'
import type { App } from '#src/app.ts'
import { createMcpHandler } from '#src/mcp/create-mcp-handler.ts'
import { describeError } from './describe-error.ts'
import { allowHosts } from './guards/allow-hosts.ts'
import { allowOwnPages } from './guards/allow-own-pages.ts'
import { clientOf, identifyClient, requireScope } from './guards/identify-client.ts'
import { limitBacklog } from './guards/limit-backlog.ts'
import { limitBodySize } from './guards/limit-body-size.ts'
import { limitBodyTime } from './guards/limit-body-time.ts'
import { limitRate } from './guards/limit-rate.ts'
import { handleRoute, type RouteServices } from './handle-route.ts'
import type { KeptReplies } from './idempotency.ts'
import { createMetrics } from './metrics.ts'
import { makeOpenApi } from './openapi.ts'
import { RequestError } from './problem.ts'
import { readBody } from './read-body.ts'
import type { Route } from './route.ts'
import { routes } from './routes.ts'
import { sendError } from './send-error.ts'
import { serveWeb } from './serve-web.ts'
import { writeDocsPage } from './write-docs-page.ts'

/** Requests that may wait for the model at a time, over all clients. */
const mostLongRequests = 256
const jsonBodyMs = 30_000
const mcpLimit = 1_048_576
const fileBodyMs = 600_000
const lingerMs = 1_000

export interface ServerOptions {
  readonly logger: Logger
  readonly version: string
  readonly allowedHosts: readonly string[]
  readonly keys: ApiKeys
  readonly kept: KeptReplies
  readonly stopping: AbortSignal
  /** The key of the configuration. */
  readonly apiKey: string | undefined
  readonly isKeyNeeded: boolean
  /** Whether clients of the Model Context Protocol may add documents. */
  readonly allowsMcpWrites?: boolean
  /** Folder of the web page; without one there is only the API. */
  readonly webFolder?: string
  /** Longest time in which a body has to come to its end; 30 s for JSON and 10 min for files where not given. */
  readonly bodyTimeoutMs?: number
}

/** The HTTP server over an app; the caller listens and closes. */
export function createServer(app: App, options: ServerOptions): Express {
  const { logger, version, keys, apiKey, kept } = options
  const server = express()
  server.disable('x-powered-by')
  // Without `upgrade-insecure-requests`: a Nacre on another machine of the house is often reached by plain HTTP.
  server.use(helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } }))
  server.use(identifyRequest(logger))
  server.use(allowHosts(options.allowedHosts))
  server.use(identifyClient({ apiKey, keys, isNeeded: options.isKeyNeeded }))

  const metrics = createMetrics()
  const openApi = JSON.stringify(makeOpenApi(routes, { version, isKeyNeeded: options.isKeyNeeded }))
  const docs = writeDocsPage(routes, { version })
  server.get('/openapi.json', (_request, response) => void response.type('application/json').send(openApi))
  server.get('/docs', (_request, response) => void response.type('text/html').send(docs))

  const services: RouteServices = { app, logger, metrics, kept, stopping: options.stopping }
  const rate = limitRate(app.config.serve.requestsPerMinute)
  const backlog = limitBacklog(mostLongRequests)
  for (const [path, group] of byPath(routes)) {
    const place = toExpressPath(path)
    for (const route of group) {
      if (route.isShared === true) server.options(place, allowOtherOrigins)
      server[route.method](
        place,
        metrics.watch(path),
        allowOwnPages(route.isShared === true),
        rate,
        ...(route.scope === 'open' ? [] : [requireScope(route.scope)]),
        ...(route.isLong === true ? [backlog] : []),
        limitBodyTime(options.bodyTimeoutMs ?? (route.fields === undefined ? jsonBodyMs : fileBodyMs)),
        ...readBody(route, app.config.dataFolder),
        handleRoute(route, services),
        failRoute(route, logger),
      )
    }
    server.all(place, refuseMethod(group.map(({ method }) => method.toUpperCase())))
  }
  const mcp = createMcpHandler(app, {
    version,
    allowsWrites: options.allowsMcpWrites ?? false,
    onBug: (error) => logger.error({ error }, 'bug'),
  })
  server.all(
    '/mcp',
    metrics.watch('/mcp'),
    allowOwnPages(false),
    rate,
    requireScope('read'),
    limitBodyTime(options.bodyTimeoutMs ?? jsonBodyMs),
    limitBodySize(mcpLimit),
    express.json({ limit: mcpLimit }),
    (request, response) => mcp.handle(request, response, { body: request.body as unknown, ...clientOf(response) }),
  )
  if (options.webFolder !== undefined) server.use(serveWeb(options.webFolder))
  server.use((request) => {
    throw new NacreError('not-found', `There is nothing at ${request.path.slice(0, 200)}. /docs lists what there is.`)
  })
  server.use(failRoute({}, logger))
  return server
}

/** `/v1/documents/{id}:replace` as express writes it. */
function toExpressPath(path: string): string {
  return path.replaceAll(':', '\\:').replaceAll(/\{(\w+)\}/g, ':$1')
}

/** The routes of each path; `/jobs/{id}:cancel` before `/jobs/{id}`, which would take it for an id. */
function byPath(all: readonly Route[]): readonly (readonly [string, readonly Route[]])[] {
  const groups = [...Map.groupBy(all, ({ path }) => path)]
  const isVerb = (path: string): boolean => path.includes('}:')
  return groups.toSorted(([a], [b]) => Number(isVerb(b)) - Number(isVerb(a)))
}

function refuseMethod(methods: readonly string[]): RequestHandler {
  return (request) => {
    const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods
    throw new RequestError(
      'method-not-allowed',
      `Expected ${allowed.join(' or ')} here, got ${request.method.slice(0, 20)}.`,
      { Allow: allowed.join(', ') },
    )
  }
}

function identifyRequest(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID()
    const startedMs = performance.now()
    // Each guard and each pipe waits for the end by itself; that is no leak.
    response.setMaxListeners(30)
    response.setHeader('X-Request-Id', requestId)
    response.on('finish', () => hangUp(request))
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

/**
 * A client that goes on sending after it was answered is listened to no more, and cut off in a moment: at once, it would
 * see a broken connection in the place of its answer.
 */
function hangUp(request: Request): void {
  if (request.complete) return
  request.resume()
  const timer = setTimeout(() => request.destroy(), lingerMs)
  request.on('close', () => clearTimeout(timer))
}

/** The answer to a browser that asks whether a page of another origin may read a file. */
const allowOtherOrigins: RequestHandler = (request, response) => {
  response.setHeader('Access-Control-Allow-Origin', '*')
  response.setHeader('Access-Control-Allow-Methods', 'GET')
  response.setHeader('Access-Control-Allow-Headers', request.headers['access-control-request-headers'] ?? '*')
  response.status(204).end()
}

function failRoute({ dialect }: Pick<Route, 'dialect'>, logger: Logger): ErrorRequestHandler {
  // Express knows a handler of errors by its four parameters.
  // eslint-disable-next-line no-unused-vars
  return (error: unknown, _request, response, _next) => {
    // Half of a reply was sent: that it is cut off is all that can be told.
    if (response.headersSent) {
      describeError(error, logger)
      response.destroy()
    } else sendError(response, describeError(error, logger), dialect)
  }
}
