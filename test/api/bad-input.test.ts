import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

  test('a foreign Host is refused', async () => {
    const { hostname, port } = new URL(server.url)
    const status = await new Promise((resolve, reject) => {
      const headers = { host: 'evil.example' }
      request({ hostname, port, path: '/v1/documents', headers }, (reply) => resolve(reply.statusCode))
        .on('error', reject)
        .end()
    })
    expect(status).toBe(421)
  })

  test('a body that never ends is given up, and others are served meanwhile', async () => {
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    socket.write(
      `POST /v1/search HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"query":`,
    )
    expect((await server.get('/livez')).status).toBe(200)
    const reply = await new Promise<string>((resolve) => {
      let text = ''
      socket.on('data', (data) => (text += data.toString()))
      socket.on('close', () => resolve(text))
    })
    expect(reply).toMatch(/^HTTP\/1.1 408 .*"code":"too-slow"/s)
  })
})

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
