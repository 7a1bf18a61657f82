import { existsSync, readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { fetchDocument } from '#ingest/load/fetch-document.ts'
import { isPublicAddress, resolveAddress } from '#ingest/load/resolve-address.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** A server on 127.0.0.1; gives its port. */
async function serve(answer: RequestListener): Promise<number> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** As if 127.0.0.1, and it alone, were public. */
const options = { maxBytes: 1e6, timeoutMs: 5_000, isAllowed: (address: string) => address === '127.0.0.1' }

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '151.101.1.42', '2606:4700::6810:84e5', '::ffff:8.8.8.8'])('takes %s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  it.each([
    '127.0.0.1',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'nacre',
  ])('refuses %s', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('resolveAddress', () => {
  it('refuses a name as soon as one of its addresses is private', async () => {
    const lookUp = () => Promise.resolve([{ address: '8.8.8.8' }, { address: '10.0.0.1' }])
    await expect(resolveAddress('nacre.test', { lookUp })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(
        /^Expected a public address; nacre\.test is 10\.0\.0\.1, which belongs to this machine/,
      ),
    })
  })

  it('tells of a name that nobody knows', async () => {
    const lookUp = () => Promise.reject(new Error('ENOTFOUND'))
    await expect(resolveAddress('nacre.test', { lookUp })).rejects.toMatchObject({ code: 'unavailable' })
  })
})

describe('fetchDocument', () => {
  it('connects to the address that was looked up, and to nothing else', async () => {
    const port = await serve((request, response) =>
      response.setHeader('content-type', 'text/html; charset=utf-8').end(`<p>${request.headers.host}`),
    )
    const asked: string[] = []
    const lookUp = (name: string) => {
      asked.push(name)
      return Promise.resolve([{ address: '127.0.0.1' }])
    }
    const { path, mediaType, dispose } = await fetchDocument(`http://nacre.test:${port}/a`, { ...options, lookUp })
    expect({ mediaType, text: readFileSync(path, 'utf8'), asked }).toEqual({
      mediaType: 'text/html',
      text: `<p>nacre.test:${port}`,
      asked: ['nacre.test'],
    })
    await dispose()
    expect(existsSync(path)).toBe(false)
  })

  it.each([
    'http://localhost/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data',
  ])('refuses %s, which is no public address', async (address) => {
    const refused = fetchDocument(address, { maxBytes: 1e6, timeoutMs: 5_000 })
    await expect(refused).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/public address/),
    })
  })

  it('checks where a redirect leads, and follows five at most', async () => {
    const port = await serve((request, response) => {
      const hop = Number(request.url?.slice(1))
      const location = request.url === '/private' ? `http://127.0.0.2:${port}/0` : hop > 0 ? `/${hop - 1}` : undefined
      if (location === undefined) response.setHeader('content-type', 'text/plain').end('Nacre')
      else response.writeHead(302, { location }).end()
    })
    const fetched = await fetchDocument(`http://127.0.0.1:${port}/5`, options)
    expect(readFileSync(fetched.path, 'utf8')).toBe('Nacre')
    await fetched.dispose()
    await expect(fetchDocument(`http://127.0.0.1:${port}/6`, options)).rejects.toThrow(/redirected more than 5 times/)
    await expect(fetchDocument(`http://127.0.0.1:${port}/private`, options)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/^Expected a public address; 127\.0\.0\.2 belongs to/),
    })
  })

  it.each([
    ['another scheme', 'file:///etc/passwd', /http:\/\/… or https:\/\/…/],
    ['a password', 'http://user:secret@127.0.0.1/', /without user and password/],
  ])('refuses %s', async (_name, address, message) => {
    await expect(fetchDocument(address, options)).rejects.toThrow(message)
  })

  it.each([
    ['an error', { status: 404 }, 'unavailable', /the server answered 404/],
    ['a picture', { type: 'image/png' }, 'invalid-input', /the server sends "image\/png"/],
    ['no type', {}, 'invalid-input', /the server sends no type/],
    ['a compressed answer', { type: 'text/html', encoding: 'gzip' }, 'invalid-input', /compressed \(gzip\)/],
    [
      'a body that it says is too large',
      { type: 'text/html', length: '2000000' },
      'invalid-input',
      /at most 1 MB a document/,
    ],
  ])(
    'refuses %s in plain words',
    async (_name, head: { status?: number; type?: string; encoding?: string; length?: string }, code, message) => {
      const port = await serve((_request, response) => {
        if (head.type !== undefined) response.setHeader('content-type', head.type)
        if (head.encoding !== undefined) response.setHeader('content-encoding', head.encoding)
        if (head.length !== undefined) response.setHeader('content-length', head.length)
        response.writeHead(head.status ?? 200)
        response.write('x')
        if (head.length === undefined) response.end()
      })
      await expect(fetchDocument(`http://127.0.0.1:${port}/a`, options)).rejects.toMatchObject({
        code,
        message: expect.stringMatching(message),
      })
    },
  )

  it('stops a body that never ends, by size and by time', async () => {
    const flood = await serve((_request, response) => {
      response.setHeader('content-type', 'text/plain')
      const more = (): void => {
        while (!response.destroyed && response.write('nacre '.repeat(1000)));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    })
    await expect(fetchDocument(`http://127.0.0.1:${flood}/a`, options)).rejects.toThrow(/at most 1 MB a document/)
    const silent = await serve((_request, response) => void response.setHeader('content-type', 'text/plain').write('n'))
    await expect(fetchDocument(`http://127.0.0.1:${silent}/a`, { ...options, timeoutMs: 200 })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/within 0\.2 s; it took longer/),
    })
  })

  it('ends at once when the work is cancelled', async () => {
    const port = await serve(() => undefined)
    const controller = new AbortController()
    const fetching = fetchDocument(`http://127.0.0.1:${port}/a`, { ...options, signal: controller.signal })
    controller.abort()
    await expect(fetching).rejects.toMatchObject({ code: 'cancelled' })
  })
})
