import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createLangChainChatModel } from '#models/langchain-chat-model.ts'
import { describeChatModel } from '#test/contract/chat-model.ts'
import { startOpenAiServer } from './openai-server.ts'

describeChatModel(
  'createLangChainChatModel',
  async () => {
    const { url, close } = await startOpenAiServer()
    const model = createLangChainChatModel({ provider: 'openai', name: 'words', baseUrl: url })
    return { ...model, close: () => model.close().then(close) }
  },
  { grammar: false, prefill: false, seed: true, choices: false },
)

const request = { messages: [{ role: 'user' as const, content: 'What is nacre?' }], maxTokens: 64, temperature: 0 }
const usage = { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 }

function completion(content: string, finish = 'stop'): string {
  const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }]
  return JSON.stringify({ id: 'x', object: 'chat.completion', created: 0, model: 'm', choices, usage })
}

function streamed(pieces: readonly string[]): string {
  const chunk = (choices: unknown[], extra = {}) =>
    `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 0, model: 'm', choices, ...extra })}\n\n`
  return [
    ...pieces.map((content) => chunk([{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }])),
    chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]),
    chunk([], { usage }),
    'data: [DONE]\n\n',
  ].join('')
}

describe('createLangChainChatModel against a server that speaks the OpenAI API', () => {
  let answer: (request: IncomingMessage, response: ServerResponse, body: Record<string, unknown>) => void
  const bodies: Record<string, unknown>[] = []
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = []
    incoming.on('data', (part: Buffer) => parts.push(part))
    incoming.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>
      bodies.push(body)
      answer(incoming, response, body)
    })
  })
  const open = (timeoutMs = 5_000) =>
    createLangChainChatModel({
      provider: 'openai',
      name: 'm',
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
      timeoutMs,
      now: () => 60_000,
    })
  const json = (status: number, text: string, headers: Record<string, string> = {}) => {
    answer = (_request, response) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
  }
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  test('gives text, usage and the reason why it stopped', async () => {
    json(200, completion('Mother of pearl.'))
    expect(await open().complete({ ...request, seed: 5, stop: ['\n'] })).toEqual({
      text: 'Mother of pearl.',
      stopReason: 'end',
      usage: { inputTokens: 7, cachedInputTokens: 0, outputTokens: 3 },
    })
    expect(bodies.at(-1)).toMatchObject({ model: 'm', temperature: 0, seed: 5, stop: ['\n'] })
    json(200, completion('Mother of', 'length'))
    expect(await open().complete(request)).toMatchObject({ stopReason: 'length' })
  })

  test('streams: the pieces joined are the text', async () => {
    answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(streamed(['Mother ', 'of ', 'pearl.']))
    const pieces: string[] = []
    const reply = await open().stream(request, (text) => pieces.push(text))
    expect(pieces).toEqual(['Mother ', 'of ', 'pearl.'])
    expect(reply).toMatchObject({ text: 'Mother of pearl.', usage: { inputTokens: 7, outputTokens: 3 } })
  })

  test('leaves out reasoning, in a field of its own or in the text', async () => {
    const message = { role: 'assistant', content: '\n\nMother of pearl.', reasoning_content: 'The user asks.' }
    const choices = [{ index: 0, message, finish_reason: 'stop' }]
    json(200, JSON.stringify({ id: 'x', object: 'chat.completion', created: 0, model: 'm', choices, usage }))
    expect((await open().complete(request)).text.trim()).toBe('Mother of pearl.')
    json(200, completion('<think>The user asks.</think>\n\nMother of pearl.'))
    expect((await open().complete(request)).text).toBe('Mother of pearl.')
    answer = (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/event-stream' })
        .end(streamed(['<th', 'ink>The user', ' asks.</thi', 'nk>\n', '\nMother of', ' pearl.']))
    const pieces: string[] = []
    const reply = await open().stream(request, (text) => pieces.push(text))
    expect(pieces).toEqual(['Mother of', ' pearl.'])
    expect(reply.text).toBe('Mother of pearl.')
  })

  test('asks for JSON by the schema and refuses what is not of its shape', async () => {
    const format = { kind: 'json' as const, schema: z.object({ subject: z.string() }) }
    json(200, completion('{"subject":"nacre"}'))
    expect(JSON.parse((await open().complete({ ...request, format })).text)).toEqual({ subject: 'nacre' })
    expect(JSON.stringify(bodies.at(-1))).toContain('subject')
    json(200, completion('{"subject":7}'))
    await expect(open().complete({ ...request, format })).rejects.toMatchObject({ code: 'invalid-model-output' })
  })

  test.each([
    [
      '429 with Retry-After',
      429,
      '{"error":{"message":"slow down"}}',
      { 'retry-after': '7' },
      { code: 'unavailable', isRetryable: true, retryAfterSeconds: 7 },
    ],
    [
      '429 with a date',
      429,
      '{}',
      { 'retry-after': 'Thu, 01 Jan 1970 00:01:30 GMT' },
      { code: 'unavailable', isRetryable: true, retryAfterSeconds: 30 },
    ],
    ['500', 500, '{"error":{"message":"oh"}}', {}, { code: 'unavailable', isRetryable: true }],
    ['a wrong key', 401, '{"error":{"message":"no"}}', {}, { code: 'unavailable', isRetryable: false }],
    ['an unknown model', 404, '{"error":{"message":"no"}}', {}, { code: 'unavailable', isRetryable: false }],
    ['a refused request', 400, '{"error":{"message":"too long"}}', {}, { code: 'invalid-input', isRetryable: false }],
    ['truncated JSON', 200, '{"id":"x","choi', {}, { name: 'NacreError' }],
    ['HTML with status 200', 200, '<html>hello</html>', { 'content-type': 'text/html' }, { name: 'NacreError' }],
    ['an empty body', 200, '', {}, { name: 'NacreError' }],
  ])('%s is a typed error', async (_what, status, body, headers, expected) => {
    json(status, body, headers)
    await expect(open().complete(request)).rejects.toMatchObject(expected)
  })

  test('a server that hangs is given up, and may be tried again', async () => {
    answer = () => {}
    await expect(open(150).complete(request)).rejects.toMatchObject({ code: 'unavailable', isRetryable: true })
  })

  test('a reset connection is retryable', async () => {
    answer = (incoming) => incoming.socket.destroy()
    await expect(open().complete(request)).rejects.toMatchObject({ code: 'unavailable', isRetryable: true })
  })

  test('a stream that breaks off is retryable', async () => {
    answer = (incoming, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(streamed(['Mother ']).split('\n\n')[0] + '\n\n', () => incoming.socket.destroy())
    }
    await expect(open().stream(request, () => undefined)).rejects.toMatchObject({
      code: 'unavailable',
      isRetryable: true,
    })
  })

  test('a stream that never ends is given up', async () => {
    answer = (_incoming, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(streamed(['Mother ']).split('\n\n')[0] + '\n\n')
    }
    await expect(open(300).stream(request, () => undefined)).rejects.toMatchObject({
      code: 'unavailable',
      isRetryable: true,
    })
  })

  test('cancel ends the call', async () => {
    const controller = new AbortController()
    answer = () => controller.abort()
    await expect(open().complete(request, { signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled' })
  })
})
