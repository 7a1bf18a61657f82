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
  handle(input: {
    readonly body: z.output<Body>
    readonly app: App
    readonly signal: AbortSignal
  }): Promise<z.input<Reply>>
}

/** Ties the types of a route's body and reply to its handler. */
export function defineRoute<Body extends z.ZodType, Reply extends z.ZodType>(route: Route<Body, Reply>): Route {
  return route as Route
}
