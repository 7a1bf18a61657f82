import type { Request, RequestHandler, Response } from 'express'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Logger } from 'pino'
import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import { sha256 } from '#core/id.ts'
import type { App } from '#src/app.ts'
import { describeError } from './describe-error.ts'
import { formatOfAccept, openEventStream, type StreamFormat } from './event-stream.ts'
import { mayDo, nameOfClient } from './guards/identify-client.ts'
import type { KeptReplies } from './idempotency.ts'
import type { Metrics } from './metrics.ts'
import { filesOf, fingerprintOf, removeFiles } from './read-body.ts'
import { readQuery } from './read-query.ts'
import type { FileReply, Route, RouteInput } from './route.ts'
import { toOpenAiError, toProblem } from './send-error.ts'

export interface RouteServices {
  readonly app: App
  readonly logger: Logger
  readonly metrics: Metrics
  readonly kept: KeptReplies
  readonly stopping: AbortSignal
}

/** Checks what a request brings, runs its route, and sends what it replies in the form that was asked for. */
export function handleRoute(route: Route, services: RouteServices): RequestHandler {
  return async (request, response) => {
    const controller = new AbortController()
    response.on('close', () => controller.abort())
    const files = filesOf(request)
    try {
      const input = readInput(route, request, response, { ...services, signal: controller.signal })
      const format = streamFormat(route, request, input)
      if (format !== undefined) await sendStream(route, response, input, format, services.logger)
      else if (route.reply === undefined)
        await sendFile(route, response, (await route.handle(input)) as FileReply, input)
      else await sendJson(route, request, response, input, services.kept)
    } finally {
      // A route that keeps a file has moved it.
      await removeFiles(files)
    }
  }
}

const noQuery = z.strictObject({})
const longestKey = 200

type Input = RouteInput<unknown, unknown, unknown>

function readInput(
  route: Route,
  request: Request,
  response: Response,
  { app, metrics, signal, stopping }: RouteServices & { signal: AbortSignal },
): Input {
  return {
    params: route.params?.parse(request.params),
    query: readQuery(route.query ?? noQuery, request.query),
    ...readContent(route, request),
    may: (scope) => mayDo(response, scope),
    app,
    metrics,
    signal,
    stopping,
    origin: `${request.protocol}://${request.headers.host ?? ''}`,
    requestId: String(response.getHeader('X-Request-Id')),
    header: (name) => request.get(name),
  }
}

/** A body is JSON, or files with fields beside them. */
function readContent(route: Route, request: Request): Pick<Input, 'body' | 'files' | 'fields'> {
  if (route.fields === undefined || request.is('multipart/form-data') === false)
    return { body: route.body?.parse(request.body ?? {}), files: [], fields: undefined }
  const files = filesOf(request)
  if (files.length === 0)
    throw new NacreError('invalid-input', 'Expected at least one file in the field "file"; there is none.')
  return { body: undefined, files, fields: readQuery(route.fields, (request.body ?? {}) as Record<string, unknown>) }
}

function streamFormat(route: Route, request: Request, input: Input): StreamFormat | undefined {
  if (route.stream === undefined) return undefined
  if (route.wantsStream !== undefined) return route.wantsStream(input) ? (route.dialect ?? 'sse') : undefined
  return formatOfAccept(request.headers.accept)
}

async function sendStream(
  route: Route,
  response: Response,
  input: Input,
  format: StreamFormat,
  logger: Logger,
): Promise<void> {
  const stream = openEventStream(response, format)
  try {
    await route.stream?.(input, stream.tell, stream.begin)
  } catch (error) {
    // Who has left reads no error.
    if (input.signal.aborted) return
    if (!stream.hasBegun) throw error
    const described = describeError(error, logger)
    stream.tell('error', route.dialect === 'openai' ? toOpenAiError(described) : toProblem(described, input.requestId))
  }
  stream.end()
}

async function sendFile(route: Route, response: Response, file: FileReply, { signal }: Input): Promise<void> {
  if (route.isShared === true) {
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
  }
  if (file.name !== undefined) response.attachment(file.name)
  response.type(file.mediaType)
  if (typeof file.content === 'string') response.send(file.content)
  else if (file.content instanceof Uint8Array) response.send(Buffer.from(file.content))
  else {
    await pipeline(Readable.from(file.content), response).catch((error: unknown) => {
      // Who has left needs no file.
      if (!signal.aborted) throw error
    })
  }
}

async function sendJson(
  route: Route,
  request: Request,
  response: Response,
  input: Input,
  kept: KeptReplies,
): Promise<void> {
  const work = async () => {
    const reply = await route.handle(input)
    const location = route.location?.(reply as never)
    return { status: route.status ?? 200, body: JSON.stringify(reply), ...(location !== undefined && { location }) }
  }
  const key = route.isRepeatable === true ? readKey(request.get('Idempotency-Key')) : undefined
  const reply =
    key === undefined
      ? { ...(await work()), isReplayed: false }
      : await kept.once(
          {
            key: sha256(JSON.stringify([nameOfClient(request, response), route.id, key])),
            fingerprint: await fingerprintOf(request, input.files),
          },
          work,
        )
  if (reply.isReplayed) response.setHeader('Idempotency-Replayed', 'true')
  if (reply.location !== undefined) response.setHeader('Location', reply.location)
  if (route.isVolatile === true) response.setHeader('Cache-Control', 'no-store')
  else if (route.method === 'get') {
    const etag = etagOf(reply.body)
    response.setHeader('ETag', etag)
    const seen = (request.get('If-None-Match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
    if (seen.includes(etag)) {
      response.status(304).end()
      return
    }
  }
  response.status(reply.status).type('application/json').send(reply.body)
}

function readKey(key: string | undefined): string | undefined {
  if (key !== undefined && (key === '' || key.length > longestKey))
    throw new NacreError('invalid-input', `Expected an Idempotency-Key of 1 to ${longestKey} characters.`)
  return key
}

/** The version of a JSON reply. */
export function etagOf(body: string): string {
  return `"${sha256(body).slice(0, 32)}"`
}
