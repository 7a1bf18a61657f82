import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sha256 } from '#core/id.ts'

/** A server that speaks the OpenAI chat API and always says the same: for control flow (who calls what, how often), never for quality. */
export interface FakeOpenAiServer {
  readonly url: string
  /** Number of requests for each distinct request body. */
  readonly requests: ReadonlyMap<string, number>
  reset(): void
  close(): Promise<void>
}

export async function startFakeOpenAiServer(
  reply: string,
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
      const answer = {
        id: 'fake',
        object: 'chat.completion',
        created: 0,
        model: 'fake',
        choices: [{ index: 0, message: { role: 'assistant', content: reply }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
      }
      setTimeout(
        () => response.setHeader('content-type', 'application/json').end(JSON.stringify(answer)),
        options.delayMs ?? 0,
      )
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
