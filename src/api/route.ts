import type { z } from 'zod'
import type { ApiScope } from '#src/api-scopes.ts'
import type { App } from '#src/app.ts'
import type { Metrics } from './metrics.ts'

/** What an operation is given; its parts were checked against the schemas of the route. */
export interface RouteInput<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** Files of a multipart body, written to disk under names of our own. */
  readonly files: readonly UploadedFile[]
  /** What stands beside the files. */
  readonly fields: unknown
  /** Whether the client's key allows this. */
  may(scope: ApiScope): boolean
  readonly app: App
  readonly metrics: Metrics
  /** Scheme, host and port under which the client reached the server. */
  readonly origin: string
  readonly requestId: string
  header(name: string): string | undefined
  /** Fires when the client leaves. */
  readonly signal: AbortSignal
  /** Fires when the server stops: what only follows something ends then. */
  readonly stopping: AbortSignal
}

export interface UploadedFile {
  /** As the client called it: for records only, never a path. */
  readonly name: string
  readonly path: string
  readonly sizeBytes: number
}

/** A reply that is no JSON. */
export interface FileReply {
  readonly mediaType: string
  readonly content: string | Uint8Array | AsyncIterable<string>
  /** What a browser saves it as. */
  readonly name?: string
}

/** Tells one event of a stream. */
export type TellEvent = (event: string, data: unknown) => void

/** One operation of the API: the server and the OpenAPI document are both made from it, so they cannot disagree. */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post' | 'delete'
  /** As in OpenAPI: `/v1/documents/{id}:replace`. */
  readonly path: string
  /** OpenAPI operation id. */
  readonly id: string
  readonly summary: string
  /** Open routes tell nothing of the corpus and need no key. */
  readonly scope: ApiScope | 'open'
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /** The body may also be `multipart/form-data`, with files in the field `file` and these fields beside them. */
  readonly fields?: z.ZodObject
  /** 20 unless given. */
  readonly mostFiles?: number
  /** Schema of the JSON reply; absent where the reply is a file. */
  readonly reply?: Reply
  /** 200 unless given. */
  readonly status?: 201 | 202
  /** Where to look for what was begun or made. */
  location?(reply: z.input<Reply>): string
  /** Media types of the file that `handle` replies. */
  readonly mediaTypes?: readonly string[]
  /** Pages of other origins may read the reply (Neo4j Browser). */
  readonly isShared?: boolean
  /** The reply changes with every call: it gets no ETag. */
  readonly isVolatile?: boolean
  /** Work of a model, of which only so many wait at a time. */
  readonly isLong?: boolean
  /** The same request with the same `Idempotency-Key` is done once. */
  readonly isRepeatable?: boolean
  /** Errors and streams look as clients of OpenAI expect them; problem documents otherwise. */
  readonly dialect?: 'openai'
  handle(
    input: RouteInput<z.output<Params>, z.output<Query>, z.output<Body>>,
  ): Promise<Reply extends z.ZodType ? z.input<Reply> | FileReply : FileReply>
  /**
   * The same told piece by piece, for a client that asks for `text/event-stream` or `application/x-ndjson`. What goes wrong
   * before the first piece, or before `begin`, has a status of its own; what goes wrong later is the last event.
   */
  stream?(
    input: RouteInput<z.output<Params>, z.output<Query>, z.output<Body>>,
    tell: TellEvent,
    begin: () => void,
  ): Promise<void>
  /** Whether this request is to be streamed, where the Accept header does not say it. */
  wantsStream?(input: RouteInput<z.output<Params>, z.output<Query>, z.output<Body>>): boolean
}

/** Ties the types of a route's schemas to its handler. */
export function defineRoute<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Reply extends z.ZodType,
>(route: Route<Params, Query, Body, Reply>): Route {
  return route as unknown as Route
}
