import { keyHeaders } from './api-key.ts'
import { readProblem } from './problem-error.ts'

export interface ServerEvent {
  readonly id: string
  readonly event: string
  readonly data: unknown
}

/**
 * Reads server-sent events, of a POST or with a key too (EventSource cannot), until the server ends them or `signal` fires;
 * those after `lastEventId` where that is given.
 */
export async function* readEvents(
  path: string,
  options: { readonly body?: unknown; readonly signal: AbortSignal; readonly lastEventId?: string },
): AsyncGenerator<ServerEvent> {
  const { body, signal, lastEventId = '' } = options
  const response = await fetch(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      Accept: 'text/event-stream',
      ...keyHeaders(),
      ...(lastEventId !== '' && { 'Last-Event-ID': lastEventId }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal,
  })
  if (!response.ok || response.body === null) throw await readProblem(response)
  let rest = ''
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + part).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = parseEvent(block)
      if (event !== undefined) yield event
    }
  }
}

function parseEvent(block: string): ServerEvent | undefined {
  const fields: Record<string, string> = {}
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? []
    if (name !== '') fields[name] = name in fields ? `${fields[name]}\n${value}` : value
  }
  const { id = '', event = 'message', data } = fields
  return data === undefined ? undefined : { id, event, data: JSON.parse(data) }
}
