import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A way to a server that breaks when it is told to. */
export interface CuttingProxy {
  readonly url: string
  /** Breaks all connections once so many bytes more have gone to the server; `for good`: and takes none any more. */
  cutAfter(bytes: number, how: 'once' | 'for good'): void
  cuts(): number
  close(): Promise<void>
}

/** Listens on a port of its own and hands everything on to the server at a Bolt address. */
export async function startCuttingProxy(target: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let left = Infinity
  let isForGood = false
  let cuts = 0
  const cut = (): void => {
    cuts += 1
    left = Infinity
    if (isForGood) server.close()
    for (const socket of sockets) socket.destroy()
  }
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      // A broken connection is what this is for.
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        for (const other of [client, upstream]) other.destroy()
      })
    }
    client.on('data', (data) => {
      left -= data.length
      if (left <= 0) cut()
      else upstream.write(data)
    })
    upstream.on('data', (data) => client.write(data))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    // Not `neo4j:`, which asks the server for its own address and goes there.
    url: `bolt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutAfter: (bytes, how) => {
      left = bytes
      isForGood = how === 'for good'
    },
    cuts: () => cuts,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      if (server.listening) {
        server.close()
        await once(server, 'close')
      }
    },
  }
}
