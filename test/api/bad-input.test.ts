import { readdirSync } from 'node:fs'
import { request, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uploadFolder } from '#src/upload-folder.ts'
import { openTestServer, type TestServer } from '#test/api/open-test-server.ts'

interface Problem {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly request_id: string
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[]
}

/** The problem document of a reply, which has to be one. */
async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  const problem = (await response.json()) as Problem
  expect(problem.status).toBe(response.status)
  expect(problem.request_id).toBe(response.headers.get('x-request-id'))
  expect(problem.detail.length).toBeGreaterThan(10)
  return problem
}

describe('bad input', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await openTestServer({ bodyTimeoutMs: 200 })
  })
  afterAll(() => server.close())

  test.each([
    ['wrong types', { query: ['x'], limit: '3' }, 400, '/query'],
    ['null', 'null', 400, undefined],
    ['an array', '[]', 400, '/'],
    ['a field that is not there', { query: 'x', __proto__x: 1 }, 400, '/'],
    ['a prototype', '{"query":"x","__proto__":{"limit":1}}', 400, '/'],
    ['a limit that would read everything', { query: 'x', limit: 1_000_000 }, 400, '/limit'],
    ['a text that is too long', { query: 'x'.repeat(5_000) }, 400, '/query'],
    ['half a body', '{"query":', 400, undefined],
    ['a huge body', { query: 'x'.repeat(2_000_000) }, 413, undefined],
  ])('%s: a problem that says where', async (_what, body, status, pointer) => {
    const response = await server.post('/v1/search', body)
    expect(response.status).toBe(status)
    const problem = await problemOf(response)
    if (pointer !== undefined) expect(problem.errors?.map((error) => error.pointer)).toContain(pointer)
  })

  test.each([
    ['/v1/documents?limit=0', 400],
    ['/v1/documents?limit=ten', 400],
    ['/v1/documents?limit=1&limit=2', 400],
    ['/v1/documents?unknown=1', 400],
    ['/v1/documents?cursor=%00', 400],
    ['/v1/graph/nodes', 400],
    ['/v1/graph/nodes?name=%20', 400],
    ['/v1/graph/nodes/x/neighbours?depth=99', 400],
    ['/v1/graph/export?format=exe', 400],
    ['/v1/documents/%', 400],
    [`/v1/documents/${'x'.repeat(200)}`, 400],
  ])('GET %s is answered by %i', async (path, status) => {
    expect((await problemOf(await server.get(path))).status).toBe(status)
  })

  test('a method that a path does not take is told with those it takes', async () => {
    const response = await fetch(`${server.url}/v1/search`, { method: 'PUT' })
    expect(response.headers.get('allow')).toBe('POST')
    expect(await problemOf(response)).toMatchObject({ status: 405, code: 'method-not-allowed' })
  })

  test('a body of another type is refused, so no form of another site gets in', async () => {
    const response = await server.post('/v1/search', '{"query":"x"}', { 'content-type': 'text/plain' })
    expect(await problemOf(response)).toMatchObject({ status: 415 })
  })

  test('a page of another origin is refused', async () => {
    const response = await server.post('/v1/search', { query: 'x' }, { origin: 'https://evil.example' })
    expect(await problemOf(response)).toMatchObject({ status: 403 })
    expect((await server.post('/v1/search', { query: 'x' }, { origin: server.url })).status).toBe(200)
  })

  test('a foreign Host is refused, whatever is asked', async () => {
    const { hostname, port } = new URL(server.url)
    for (const path of ['/v1/documents', '/', '/mcp', '/metrics', '/openapi.json']) {
      const reply = await new Promise<IncomingMessage>((resolve, reject) => {
        request({ hostname, port, path, headers: { host: 'evil.example' } }, resolve)
          .on('error', reject)
          .end()
      })
      expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
      const problem = JSON.parse(await text(reply)) as Problem
      expect(problem).toMatchObject({
        status: 421,
        code: 'misdirected',
        detail: expect.stringMatching(/evil\.example/),
      })
    }
  })

  test.each([
    ['/v1/documents/doc_0', 'GET'],
    ['/v1/documents/doc_0', 'DELETE'],
    ['/v1/documents/doc_0/content', 'GET'],
    ['/v1/jobs/job_0', 'GET'],
    ['/v1/jobs/job_0/events', 'GET'],
    ['/v1/runs/trace_0', 'GET'],
    ['/v1/graph/nodes/entity_0/neighbours', 'GET'],
    ['/v1/tasks/task_0', 'GET'],
    ['/v1/pairs/pair_0', 'GET'],
  ])('an unknown id at %s (%s) is a problem that says where ids are', async (path, method) => {
    const problem = await problemOf(await fetch(server.url + path, { method }))
    expect(problem).toMatchObject({ status: 404, code: 'not-found', retryable: false })
    expect(problem.detail).toMatch(/_0.*GET \/v1\//)
  })

  test('a body that never ends is given up, and others are served meanwhile', async () => {
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    socket.write(
      `POST /v1/search HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"query":`,
    )
    expect((await server.get('/livez')).status).toBe(200)
    const reply = await new Promise<string>((resolve) => {
      let received = ''
      socket.on('data', (data) => (received += data.toString()))
      socket.on('close', () => resolve(received))
    })
    expect(reply).toMatch(/^HTTP\/1.1 408 .*"code":"too-slow"/s)
  })
})

describe('bodies that do not end', () => {
  test('in pieces: cut off as soon as they are too large, JSON and files alike, and others are served meanwhile', async () => {
    const server = await openTestServer()
    try {
      const [json, files] = [
        ['/v1/search', 'application/json', '{"query":"'],
        [
          '/v1/documents/doc_0:replace',
          'multipart/form-data; boundary=b',
          '--b\r\nContent-Disposition: form-data; name="file"; filename="../x.md"\r\n\r\n',
        ],
      ].map(([path, type, start]) => sendEndlessly(server.url + path!, type!, start!))
      expect((await server.post('/v1/search', { query: 'nacre' })).status).toBe(200)
      for (const { status, sentBytes, problem } of [await json!, await files!]) {
        expect({ status, code: problem.code }).toEqual({ status: 413, code: 'too-large' })
        expect(sentBytes).toBeLessThan(80e6)
      }
      await expect.poll(() => readdirSync(uploadFolder(server.app.config.dataFolder)), { timeout: 10_000 }).toEqual([])
      expect((await server.get('/readyz')).status).toBe(200)
    } finally {
      await server.close()
    }
  })
})

/** Sends a body until the server answers. */
async function sendEndlessly(url: string, type: string, start: string) {
  const asked = request(url, { method: 'POST', headers: { 'content-type': type } })
  const part = Buffer.alloc(1_000_000, 'x')
  const isAnswered = new AbortController()
  let sentBytes = 0
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    asked.on('response', (reply) => {
      isAnswered.abort()
      resolve(reply)
    })
    asked.on('error', (error) => {
      isAnswered.abort()
      reject(error)
    })
  })
  asked.write(start)
  while (!isAnswered.signal.aborted && sentBytes < 200e6) {
    await Promise.race([answered, new Promise((resolve) => asked.write(part, resolve))])
    sentBytes += part.length
  }
  const reply = await answered
  const problem = JSON.parse(await text(reply)) as Problem
  // The server hangs up on who goes on sending.
  await new Promise((resolve) => {
    if (asked.socket?.destroyed === true) resolve(undefined)
    else asked.socket?.on('close', resolve)
  })
  return { status: reply.statusCode, sentBytes, problem }
}

describe('who may do what', () => {
  const apiKey = 'a-key-of-the-configuration'
  let server: TestServer
  beforeAll(async () => {
    server = await openTestServer({ environment: { NACRE_API_KEY: apiKey, NACRE_RATE_LIMIT: '40' } })
  })
  afterAll(() => server.close())
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

  test('a key does what its scopes say, until it is revoked', async () => {
    const { openApiKeys } = await import('#src/api-keys.ts')
    const keys = openApiKeys(server.app.config.dataFolder)
    const { key, about } = keys.create({ name: 'a reader', scopes: ['read'] })
    expect(JSON.stringify(keys.list())).not.toContain(key)

    expect(await problemOf(await server.get('/v1/documents'))).toMatchObject({ status: 401 })
    expect(await problemOf(await server.get('/v1/documents', bearer('nacre_wrong')))).toMatchObject({ status: 401 })
    expect((await server.get('/livez')).status).toBe(200)
    expect((await server.get('/v1/documents', bearer(apiKey))).status).toBe(200)
    expect((await server.get('/v1/documents', bearer(key))).status).toBe(200)
    const asked = await server.post('/v1/ask', { question: 'x' }, bearer(key))
    expect(await problemOf(asked)).toMatchObject({ status: 403, detail: expect.stringContaining('"ask"') })

    keys.revoke(about.id)
    keys.close()
    const refused = await server.get('/v1/documents', bearer(key))
    expect(refused.headers.get('www-authenticate')).toBe('Bearer')
    expect(await problemOf(refused)).toMatchObject({ status: 401 })
  })

  test('who asks too often is told when to go on, and nobody else suffers', async () => {
    const busy = bearer(apiKey)
    let response = await server.get('/v1/graph/schema', busy)
    for (let count = 0; count < 40 && response.status === 200; count++) {
      await response.arrayBuffer()
      response = await server.get('/v1/graph/schema', busy)
    }
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await problemOf(response)).toMatchObject({ status: 429, code: 'too-many-requests', retryable: true })
    expect((await server.get('/livez')).status).toBe(200)
  })

  test('the figures of the server need a key, too', async () => {
    expect((await server.get('/metrics')).status).toBe(401)
  })
})

describe('the figures and pages of the server', () => {
  test('are told', async () => {
    const server = await openTestServer()
    try {
      await server.get('/v1/documents/doc_0')
      const figures = await (await server.get('/metrics')).text()
      expect(figures).toContain('nacre_http_requests_total{method="GET",route="/v1/documents/{id}",status="404"} 1')
      const page = await server.get('/docs')
      expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self'/)
      expect(await page.text()).toContain('/v1/documents/{id}/provenance')
    } finally {
      await server.close()
    }
  })
})
