import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { startServer } from '#src/api/start-server.ts'
import type { App } from '#src/app.ts'
import { openTestApp } from '#test/open-test-app.ts'

export interface TestServer {
  readonly url: string
  readonly app: App
  get(path: string, headers?: Record<string, string>): Promise<Response>
  /** Sends JSON; a text is sent as it is. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
  json<T = Record<string, unknown>>(path: string): Promise<T>
  close(): Promise<void>
}

/** A server over a test app, on a port of its own. */
export async function openTestServer(
  options: Parameters<typeof openTestApp>[1] & {
    readonly bodyTimeoutMs?: number
    /** With the web page. */
    readonly webFolder?: string
  } = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'nacre-api-'))
  const app = await openTestApp(folder, options)
  const logger = pino({ level: 'silent' })
  const { bodyTimeoutMs, webFolder } = options
  const server = await startServer(app, {
    logger,
    version: '1.2.3',
    ...(bodyTimeoutMs !== undefined && { bodyTimeoutMs }),
    ...(webFolder !== undefined && { webFolder }),
  })
  const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers })
  return {
    url: server.url,
    app,
    get,
    post: (path, body, headers = {}) =>
      fetch(server.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    json: async <T>(path: string) => {
      const response = await get(path)
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as T
    },
    close: async () => {
      await server.close()
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
