import { once } from 'node:events'
import { expect, test } from 'vitest'
import type { ChatModel } from '#models/chat-model.ts'
import { createFakeChatModel } from '#test/fake-chat-model.ts'
import { openTestServer } from '#test/api/open-test-server.ts'

const question = 'How thick are the aragonite platelets of nacre?'

test('ask tells what happens as events, each with a number, and ends with the whole answer', async () => {
  const server = await openTestServer()
  try {
    const asEvents = await server.post('/v1/ask', { question }, { accept: 'text/event-stream' })
    expect(asEvents.headers.get('content-type')).toBe('text/event-stream')
    const events = (await asEvents.text()).split('\n\n').slice(0, -1).map(readEvent)
    expect(events.map(({ id }) => Number(id))).toEqual(events.map((_, index) => index + 1))
    const names = events.map(({ event }) => event)
    expect(names.slice(0, 2)).toEqual(['run.started', 'retrieval.done'])
    expect(names).toEqual(
      expect.arrayContaining(['thinking.delta', 'thinking.done', 'answer.delta', 'reflection.delta']),
    )
    expect(names.slice(-3)).toEqual(['citation', 'usage', 'done'])
    const { data } = events.at(-1)!
    const run = await server.json(`/v1/runs/${(data as { trace_id: string }).trace_id}`)
    expect(data).toEqual(run)

    const asLines = await server.post('/v1/ask', { question }, { accept: 'application/x-ndjson' })
    const lines = (await asLines.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string })
    expect(lines.map(({ event }) => event)).toEqual(names)
  } finally {
    await server.close()
  }
})

test('what goes wrong on the way is the last event', async () => {
  const model = createFakeChatModel(() => {
    throw new Error('a bug')
  })
  const server = await openTestServer({ model })
  try {
    const response = await server.post('/v1/ask', { question }, { accept: 'text/event-stream' })
    const events = (await response.text()).split('\n\n').slice(0, -1).map(readEvent)
    expect(events.at(-1)).toMatchObject({ event: 'error', data: { status: 500, code: 'bug' } })
    expect(JSON.stringify(events)).not.toContain('a bug')
  } finally {
    await server.close()
  }
})

test('who leaves stops the model', async () => {
  const begun = new AbortController()
  const stopped = new AbortController()
  const wait: ChatModel['stream'] = async (_request, _onText, { signal } = {}) => {
    begun.abort()
    await once(signal!, 'abort')
    stopped.abort()
    throw new Error('stopped')
  }
  const server = await openTestServer({ model: { ...createFakeChatModel(() => ''), stream: wait } })
  try {
    const client = new AbortController()
    const asked = fetch(`${server.url}/v1/ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ question }),
      signal: client.signal,
    })
    await once(begun.signal, 'abort')
    client.abort()
    await expect(asked).rejects.toThrow()
    if (!stopped.signal.aborted) await once(stopped.signal, 'abort')
    expect(stopped.signal.aborted).toBe(true)
  } finally {
    await server.close()
  }
})

function readEvent(text: string): { id: string; event: string; data: unknown } {
  const {
    id = '',
    event = '',
    data = '',
  } = Object.fromEntries(
    text.split('\n').map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
  )
  return { id, event, data: JSON.parse(data) }
}
