import type { z } from 'zod'
import type { App } from '#src/app.ts'

/** One operation of the API: the server and the OpenAPI document are both made from it, so they cannot disagree. */
export interface Route<Body extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> {
  readonly method: 'get' | 'post'
  readonly path: string
  /** OpenAPI operation id. */
  readonly id: string
  readonly summary: string
  /** Open routes tell nothing of the corpus and need no key. */
  readonly isOpen: boolean
  readonly body?: Body
  readonly reply: Reply
  /**
   * The reply is a file of this media type, given as text or bytes, that pages of other origins may read (Neo4j Browser);
   * JSON where there is none.
   */
  readonly mediaType?: string
  handle(input: {
    readonly body: z.output<Body>
    readonly app: App
    /** Scheme, host and port under which the client reached the server. */
    readonly origin: string
    readonly signal: AbortSignal
  }): Promise<z.input<Reply>>
}

/** Ties the types of a route's body and reply to its handler. */
export function defineRoute<Body extends z.ZodType, Reply extends z.ZodType>(route: Route<Body, Reply>): Route {
  return route as Route
}
