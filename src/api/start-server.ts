import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { NacreError } from '#core/errors.ts'
import { openApiKeys } from '#src/api-keys.ts'
import type { App } from '#src/app.ts'
import { createServer } from './create-server.ts'
import { openKeptReplies } from './idempotency.ts'

export interface RunningServer {
  readonly url: string
  /** Stops taking requests and waits for those under way, at most `graceMs`. */
  close(): Promise<void>
}

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]']
const graceMs = 20_000
const idleCheckMs = 100

/**
 * Listens as the app's configuration says. Refuses (`invalid-input`) to listen beyond this machine where there is no
 * key; `unavailable` when the port is taken.
 */
export function startServer(
  app: App,
  options: { logger: Logger; version: string; bodyTimeoutMs?: number; webFolder?: string; allowsMcpWrites?: boolean },
): Promise<RunningServer> {
  const { host, port, apiKey } = app.config.serve
  const isLocal = host === 'localhost' || host === '::1' || host.startsWith('127.')
  const keys = openApiKeys(app.config.dataFolder)
  if (!isLocal && apiKey === undefined && keys.list().every(({ revokedAt }) => revokedAt !== undefined)) {
    keys.close()
    throw new NacreError(
      'invalid-input',
      `Listening on ${host} opens Nacre to the network, which needs a key. Make one with "nacre key create", set NACRE_API_KEY, or leave out --host.`,
    )
  }
  const kept = openKeptReplies(app.config.dataFolder)
  const stop = new AbortController()
  const server = createServer(app, {
    ...options,
    keys,
    kept,
    stopping: stop.signal,
    apiKey,
    allowedHosts: isLocal ? loopbackHosts : ['*'],
    isKeyNeeded: !isLocal || apiKey !== undefined,
  })
  return new Promise((resolve, reject) => {
    const listening = server.listen(port, host, (error?: Error) => {
      if (error !== undefined) {
        keys.close()
        reject(toListenError(error, host, port))
        return
      }
      const address = listening.address() as AddressInfo
      resolve({
        url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
        close: () =>
          new Promise((done) => {
            stop.abort()
            const timer = setTimeout(() => listening.closeAllConnections(), graceMs)
            // Those that become idle while others still work would be kept for a next request.
            const idle = setInterval(() => listening.closeIdleConnections(), idleCheckMs)
            listening.close(() => {
              clearTimeout(timer)
              clearInterval(idle)
              keys.close()
              kept.close()
              done()
            })
            listening.closeIdleConnections()
          }),
      })
    })
  })
}

function toListenError(error: Error, host: string, port: number): NacreError {
  if ('code' in error && error.code === 'EADDRINUSE') {
    return new NacreError('unavailable', `Port ${port} is taken. Choose another: nacre serve --port ${port + 1}`, {
      cause: error,
    })
  }
  return new NacreError('unavailable', `Could not listen on ${host}:${port}: ${error.message}`, { cause: error })
}
