import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeRecords } from '#test/make-records.ts'
import { nacreDocument, spiderDocument } from '#test/open-test-app.ts'
import { openTestServer, type TestServer } from '#test/api/open-test-server.ts'

const { task, trace, pair } = makeRecords([nacreDocument])
const nacre = nacreDocument.document.id

describe('the resources of the API', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await openTestServer()
    const graph = await server.app.graph()
    await graph.putRecord('task', task)
    await graph.putRecord('trace', trace)
    await graph.putRecord('pair', pair)
  })
  afterAll(() => server.close())

  test('documents come page by page, each once, by title', async () => {
    const first = await server.json<Page>('/v1/documents?limit=1')
    expect(first).toMatchObject({ documents: [{ id: nacre, title: 'Nacre', chunks: 2, tags: [] }], total: 2 })
    const second = await server.json<Page>(`/v1/documents?limit=1&cursor=${first.next_cursor}`)
    expect(second).toMatchObject({ documents: [{ id: spiderDocument.document.id }], next_cursor: null })
    expect(await server.json('/v1/documents?tag=none')).toMatchObject({ documents: [], total: 0 })
  })

  test('a document is told with its text, passages, graph and where each statement stands', async () => {
    expect(await server.json(`/v1/documents/${nacre}`)).toMatchObject({ media_type: 'text/markdown', license: null })
    expect(await server.json(`/v1/documents/${nacre}/content`)).toMatchObject({ text: nacreDocument.document.text })
    const chunks = await server.json<{ chunks: object[]; next_cursor: string }>(`/v1/documents/${nacre}/chunks?limit=1`)
    expect(chunks).toMatchObject({ chunks: [{ index: 0, page: null }], total: 2 })
    expect(await server.json(`/v1/documents/${nacre}/chunks?cursor=${chunks.next_cursor}`)).toMatchObject({
      chunks: [{ index: 1 }],
      next_cursor: null,
    })
    const graph = await server.json<{ nodes: object[]; edges: object[] }>(`/v1/documents/${nacre}/graph`)
    expect(graph.nodes[0]).toMatchObject({ name: 'nacre', mentions: 2 })
    expect(graph.edges).toHaveLength(2)
    expect(await server.json(`/v1/documents/${nacre}/graph?limit=1`)).toMatchObject({
      edges: [],
      truncated: { shown: 1, total: 3, by: 'limit' },
    })
    const { statements } = await server.json<{
      statements: { evidence: { start: number; end: number; sentence: string } }[]
    }>(`/v1/documents/${nacre}/provenance`)
    for (const { evidence } of statements)
      expect(nacreDocument.document.text.slice(evidence.start, evidence.end)).toBe(evidence.sentence)
    expect(statements).toHaveLength(2)
  })

  test('a pair is accepted or refused, and keeps the last decision', async () => {
    for (const review of ['accepted', 'refused']) {
      expect((await server.post(`/v1/pairs/${pair.id}:review`, { review })).status).toBe(200)
      expect(await server.json(`/v1/pairs/${pair.id}`)).toMatchObject({ review })
    }
    expect((await server.post(`/v1/pairs/${pair.id}:review`, { review: 'maybe' })).status).toBe(400)
    expect((await server.post('/v1/pairs/pair_0:review', { review: 'accepted' })).status).toBe(404)
    await (await server.app.graph()).putRecord('pair', pair)
  })

  test('runs, tasks and pairs are listed and told by id', async () => {
    expect(await server.json('/v1/runs')).toMatchObject({ runs: [{ id: trace.id }], next_cursor: null })
    expect(await server.json(`/v1/runs/${trace.id}`)).toMatchObject({ trace_id: trace.id, answer: trace.answer })
    expect(await server.json(`/v1/runs/${trace.id}/trace`)).toMatchObject({ task_id: task.id, rounds: [] })
    expect(await server.json(`/v1/runs/${trace.id}/graph`)).toMatchObject({ nodes: [{}, {}], edges: [{}] })
    expect(await server.json('/v1/tasks')).toMatchObject({ tasks: [{ id: task.id }] })
    expect(await server.json(`/v1/tasks/${task.id}`)).toMatchObject({ question: task.question })
    expect(await server.json('/v1/pairs')).toMatchObject({ pairs: [{ id: pair.id }] })
    expect(await server.json(`/v1/pairs/${pair.id}`)).toMatchObject({ provenance: { licenses: ['CC BY 4.0'] } })
    expect(await server.json('/v1/rounds')).toEqual({ serving: null, rounds: [], unfinished: null })
    expect(await server.json('/v1/evaluations')).toEqual({ evaluations: [] })
    expect(await server.json('/v1/exports/pairs/quality')).toMatchObject({ pairs: 1 })
    const lines = await (await server.get('/v1/exports/pairs?format=trl-standard')).text()
    expect(
      lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([{ id: pair.id, prompt: pair.prompt, chosen: pair.chosen, rejected: pair.rejected }])
  })

  test('feedback on a run takes the place of what was said before', async () => {
    const path = `/v1/runs/${trace.id}/feedback`
    expect((await server.get(path)).status).toBe(404)
    await server.post(path, { rating: 'bad', comment: 'no source' })
    expect((await server.post(path, { rating: 'good' })).status).toBe(200)
    expect(await server.json(path)).toMatchObject({ run_id: trace.id, rating: 'good', comment: '' })
  })

  test('the graph is found, walked, joined and handed out', async () => {
    const { nodes } = await server.json<{ nodes: { id: string; name: string }[] }>('/v1/graph/nodes?name=Nacre')
    expect(nodes).toMatchObject([{ name: 'nacre', type: 'Material' }])
    const near = `/v1/graph/nodes/${nodes[0]?.id}/neighbours`
    expect(await server.json(near)).toMatchObject({ neighbours: [{ depth: 1 }, {}], truncated: null })
    expect(await server.json(`${near}?limit=1`)).toMatchObject({ truncated: { shown: 1, total: null } })
    expect(await server.json(`${near}?relation=IS_A`)).toMatchObject({ neighbours: [] })
    expect(await server.json('/v1/graph/paths?from=aragonite&to=fracture%20toughness')).toMatchObject({
      paths: [{ entities: [{ name: 'aragonite' }, { name: 'nacre' }, { name: 'fracture toughness' }] }],
    })
    expect(await server.json('/v1/graph/stats')).toMatchObject({ documents: 2, pairs: 1 })
    expect(await server.json('/v1/graph/schema')).toMatchObject({ store: 'sqlite', entity_types: expect.any(Array) })
    expect(await server.json('/v1/graph/communities')).toMatchObject({ total: 2 })
    expect(await server.json('/v1/graph/merges')).toEqual({ merges: [] })
    const exported = await server.get('/v1/graph/export?format=graphml')
    expect(exported.headers.get('content-type')).toMatch(/^application\/xml/)
    expect(await exported.text()).toContain('</graphml>')
  })

  test('a reply that has not changed is not sent again', async () => {
    const first = await server.get(`/v1/documents/${nacre}`)
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"\w+"$/)
    expect((await server.get(`/v1/documents/${nacre}`, { 'if-none-match': etag })).status).toBe(304)
  })

  test.each([
    '/v1/documents/doc_0',
    '/v1/documents/doc_0/content',
    '/v1/documents/doc_0/chunks',
    '/v1/documents/doc_0/graph',
    '/v1/documents/doc_0/provenance',
    '/v1/runs/trace_0',
    '/v1/runs/trace_0/trace',
    '/v1/runs/trace_0/graph',
    '/v1/runs/trace_0/feedback',
    '/v1/tasks/task_0',
    '/v1/pairs/pair_0',
    '/v1/graph/nodes/entity_0/neighbours',
    '/v1/graph/paths?from=unobtainium&to=nacre',
    '/v1/nothing',
  ])('%s is not found', async (path) => {
    const response = await server.get(path)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ status: 404, code: 'not-found' })
  })

  test('a document goes only at the version that was seen', async () => {
    const id = spiderDocument.document.id
    const remove = (etag: string) =>
      fetch(`${server.url}/v1/documents/${id}`, { method: 'DELETE', headers: { 'if-match': etag } })
    const etag = (await server.get(`/v1/documents/${id}`)).headers.get('etag') ?? ''
    expect((await remove('"another"')).status).toBe(412)
    expect((await remove(etag)).status).toBe(200)
    expect((await remove(etag)).status).toBe(404)
    expect(await server.json('/v1/documents')).toMatchObject({ total: 1 })
  })
})

interface Page {
  readonly documents: object[]
  readonly total: number
  readonly next_cursor: string | null
}
