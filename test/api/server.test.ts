import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeOpenApi } from '#src/api/openapi.ts'
import { routes } from '#src/api/routes.ts'
import { startServer, type RunningServer } from '#src/api/start-server.ts'
import { openApp, type App } from '#src/app.ts'
import { readConfig } from '#src/config.ts'
import { runNacre } from '#test/run-nacre.ts'

const corpus = join(import.meta.dirname, '../../examples/corpus')
const logger = pino({ level: 'silent' })

describe('the API on a small corpus', () => {
  let data: string
  let app: App
  let server: RunningServer

  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'nacre-api-'))
    const run = await runNacre([
      'ingest',
      join(corpus, 'nacre.md'),
      join(corpus, 'metallic-glasses.pdf'),
      '--data',
      data,
    ])
    expect(run.status, run.stderr).toBe(0)
    app = openApp(readConfig({ data, port: '0', model: 'local:smollm2-135m-instruct' }))
    server = await startServer(app, { logger, version: '1.2.3' })
  })
  afterAll(async () => {
    await server.close()
    await app.close()
    rmSync(data, { recursive: true, force: true })
  })

  test('is live and ready', async () => {
    expect(await (await fetch(`${server.url}/livez`)).json()).toEqual({ status: 'live' })
    expect(await (await fetch(`${server.url}/readyz`)).json()).toMatchObject({
      status: 'ready',
      graph: 'sqlite',
      documents: 2,
    })
  })

  test('search gives hits with page and reason', async () => {
    const response = await post('/v1/search', { query: 'critical cooling rate of metallic glasses', limit: 2 })
    expect(response.status).toBe(200)
    const { hits } = (await response.json()) as { hits: Record<string, unknown>[] }
    expect(hits).toHaveLength(2)
    expect(hits[0]).toMatchObject({
      title: expect.stringMatching(/glass/i),
      page: expect.any(Number),
      why: expect.any(Array),
    })
  })

  test('ask answers with citations', async () => {
    const response = await post('/v1/ask', {
      question: 'How thick are the aragonite platelets of nacre?',
      mode: 'direct',
    })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ mode: 'direct', is_refused: false, rounds: 1 })
  })

  test('Neo4j Browser, a page of another origin, may load style, queries and guide with its pictures', async () => {
    const asked = { method: 'OPTIONS', headers: { 'access-control-request-headers': 'cache-control' } }
    const preflight = await fetch(`${server.url}/v1/neo4j/guide.md`, asked)
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toBe('cache-control')
    const guide = await (await fetch(`${server.url}/v1/neo4j/guide.md`)).text()
    const pictures = [...guide.matchAll(/\]\((http[^)]+)\)/g)].map(([, url]) => url ?? '')
    expect(pictures.length).toBeGreaterThan(3)
    for (const url of [`${server.url}/v1/neo4j/style.grass`, `${server.url}/v1/neo4j/queries.zip`, ...pictures]) {
      const response = await fetch(url)
      expect([response.status, response.headers.get('access-control-allow-origin')], url).toEqual([200, '*'])
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(500)
    }
    const links = await fetch(`${server.url}/v1/neo4j/links`)
    expect(links.status).toBe(404)
    expect(await links.json()).toMatchObject({ detail: expect.stringContaining('nacre neo4j start') })
  })

  test('OpenAPI lists exactly the routes the server has', async () => {
    const document = (await (await fetch(`${server.url}/openapi.json`)).json()) as {
      openapi: string
      info: { version: string }
      paths: Record<string, object>
    }
    expect(document).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } })
    expect(Object.keys(document.paths)).toEqual([...new Set(routes.map(({ path }) => path))])
    expect(document).toEqual(JSON.parse(JSON.stringify(makeOpenApi(routes, { version: '1.2.3', isKeyNeeded: false }))))
  })

  test('a taken port is told with the next one', async () => {
    const { port } = new URL(server.url)
    const second = openApp(readConfig({ data, port }))
    await expect(startServer(second, { logger, version: '1' })).rejects.toThrow(
      new RegExp(`--port ${Number(port) + 1}`),
    )
    await second.close()
  })
})

describe('a server without a key', () => {
  test('does not listen beyond this machine', () => {
    const app = openApp(readConfig({ host: '0.0.0.0', port: '0' }, { ...process.env, NACRE_API_KEY: undefined }))
    expect(() => startServer(app, { logger, version: '1' })).toThrow(/NACRE_API_KEY/)
  })
})
