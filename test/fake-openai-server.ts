import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sha256 } from '#core/id.ts'

/** A server that speaks the OpenAI chat API and says what a test tells it to: for control flow (who calls what, how often), never for quality. */
export interface FakeOpenAiServer {
  readonly url: string
  /** Number of requests for each distinct request body. */
  readonly requests: ReadonlyMap<string, number>
  reset(): void
  close(): Promise<void>
}

/** Words, or tools that the fake wants to be called. */
export type FakeReply = string | { readonly tools: readonly { readonly name: string; readonly args: object }[] }

export async function startFakeOpenAiServer(
  reply: string | ((prompt: string) => FakeReply),
  options: { delayMs?: number } = {},
): Promise<FakeOpenAiServer> {
  const requests = new Map<string, number>()
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8')
      const key = sha256(body)
      requests.set(key, (requests.get(key) ?? 0) + 1)
      const content = typeof reply === 'string' ? reply : reply(promptOf(body))
      const isStream = (JSON.parse(body) as { stream?: boolean }).stream === true
      const answer = isStream ? streamed(content) : whole(content)
      const type = isStream ? 'text/event-stream' : 'application/json'
      setTimeout(() => response.setHeader('content-type', type).end(answer), options.delayMs ?? 0)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    reset: () => requests.clear(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** What the last message of a request says. */
function promptOf(body: string): string {
  const { messages } = JSON.parse(body) as { messages: { content: unknown }[] }
  const content = messages.at(-1)?.content
  return typeof content === 'string' ? content : JSON.stringify(content ?? '')
}

const usage = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 }

function messageOf(reply: FakeReply) {
  if (typeof reply === 'string') return { role: 'assistant', content: reply }
  const calls = reply.tools.map(({ name, args }, index) => ({
    index,
    id: `call-${randomUUID()}`,
    type: 'function',
    function: { name, arguments: JSON.stringify(args) },
  }))
  return { role: 'assistant', content: '', tool_calls: calls }
}

function whole(reply: FakeReply): string {
  const finish = typeof reply === 'string' ? 'stop' : 'tool_calls'
  const choices = [{ index: 0, message: messageOf(reply), finish_reason: finish }]
  return JSON.stringify({
    id: `fake-${randomUUID()}`,
    object: 'chat.completion',
    created: 0,
    model: 'fake',
    choices,
    usage,
  })
}

function streamed(reply: FakeReply): string {
  const delta = [{ index: 0, delta: messageOf(reply), finish_reason: null }]
  const end = [{ index: 0, delta: {}, finish_reason: 'stop' }]
  const chunks = [{ choices: delta }, { choices: end }, { choices: [], usage }]
  const lines = chunks.map((chunk) =>
    JSON.stringify({ id: 'fake', object: 'chat.completion.chunk', created: 0, model: 'fake', ...chunk }),
  )
  return [...lines, '[DONE]'].map((line) => `data: ${line}\n\n`).join('')
}
