import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { NacreError } from '#core/errors.ts'
import type { App } from '#src/app.ts'
import { createServer } from './create-server.ts'

export interface RunningServer {
  readonly url: string
  /** Stops taking requests and waits for those under way, at most `graceMs`. */
  close(): Promise<void>
}

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]']
const graceMs = 20_000

/**
 * Listens as the app's configuration says. Refuses (`invalid-input`) to listen beyond this machine without a key;
 * `unavailable` when the port is taken.
 */
export function startServer(app: App, options: { logger: Logger; version: string }): Promise<RunningServer> {
  const { host, port, apiKey } = app.config.serve
  const isLocal = host === 'localhost' || host === '::1' || host.startsWith('127.')
  if (!isLocal && apiKey === undefined) {
    throw new NacreError(
      'invalid-input',
      `Listening on ${host} opens Nacre to the network, which needs a key. Set NACRE_API_KEY, or leave out --host.`,
    )
  }
  const server = createServer(app, {
    ...options,
    allowedHosts: isLocal ? loopbackHosts : ['*'],
    ...(apiKey === undefined ? {} : { apiKey }),
  })
  return new Promise((resolve, reject) => {
    const listening = server.listen(port, host, (error?: Error) => {
      if (error !== undefined) {
        reject(toListenError(error, host, port))
        return
      }
      const address = listening.address() as AddressInfo
      resolve({
        url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
        close: () =>
          new Promise((done) => {
            const timer = setTimeout(() => listening.closeAllConnections(), graceMs)
            listening.close(() => {
              clearTimeout(timer)
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
