import type { Response } from 'express'
import type { TellEvent } from './route.ts'

const pingMs = 15_000

/** How the pieces of a reply are written. */
export type StreamFormat = 'sse' | 'ndjson' | 'openai'

export interface EventStream {
  /** Begins the reply, where that has not been done: from now on a failure is an event. */
  begin(): void
  readonly hasBegun: boolean
  readonly tell: TellEvent
  /** Ends the reply; what is told afterwards is passed over. */
  end(): void
}

/** The format that an Accept header asks for; undefined where it wants one JSON value. */
export function formatOfAccept(accept: string | undefined): StreamFormat | undefined {
  const types = (accept ?? '').toLowerCase()
  if (types.includes('text/event-stream')) return 'sse'
  return types.includes('application/x-ndjson') ? 'ndjson' : undefined
}

/**
 * A reply that comes in pieces, begun by the first one: server-sent events numbered from 1 with a ping every 15 s, NDJSON
 * `{event, data}`, or data lines as clients of OpenAI read them. An event that brings its own `id` (a number) keeps it.
 */
export function openEventStream(response: Response, format: StreamFormat): EventStream {
  let number = 0
  const write = (text: string): void => {
    if (!response.writableEnded && !response.destroyed) response.write(text)
  }
  let ping: NodeJS.Timeout | undefined
  const begin = (): void => {
    if (ping !== undefined || response.destroyed) return
    response.status(200)
    response.setHeader('Content-Type', format === 'ndjson' ? 'application/x-ndjson' : 'text/event-stream')
    response.setHeader('Cache-Control', 'no-store')
    response.setHeader('X-Accel-Buffering', 'no')
    response.flushHeaders()
    ping = setInterval(() => write(format === 'ndjson' ? '\n' : ': ping\n\n'), pingMs)
    response.on('close', () => clearInterval(ping))
  }
  return {
    begin,
    get hasBegun() {
      return ping !== undefined
    },
    tell: (event, data) => {
      begin()
      number = ownNumber(data) ?? number + 1
      if (format === 'sse') write(`id: ${number}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
      else if (format === 'ndjson') write(`${JSON.stringify({ id: number, event, data })}\n`)
      else write(`data: ${JSON.stringify(data)}\n\n`)
    },
    end: () => {
      begin()
      clearInterval(ping)
      if (format === 'openai') write('data: [DONE]\n\n')
      response.end()
    },
  }
}

function ownNumber(data: unknown): number | undefined {
  if (typeof data !== 'object' || data === null || !('sequence' in data)) return undefined
  return typeof data.sequence === 'number' ? data.sequence : undefined
}
