import createClient from 'openapi-fetch'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { paths } from '#test/api/api-types.ts'
import { nacreDocument } from '#test/open-test-app.ts'
import { openTestServer, type TestServer } from '#test/api/open-test-server.ts'

// What is sent and read here is checked by the compiler against types made from the OpenAPI document.
let server: TestServer
let client: ReturnType<typeof createClient<paths, 'application/json'>>
beforeAll(async () => {
  server = await openTestServer()
  client = createClient<paths, 'application/json'>({ baseUrl: server.url })
})
afterAll(() => server.close())

test('a generated client searches, reads, walks and asks', async () => {
  const found = await client.POST('/v1/search', { body: { query: 'aragonite platelets', limit: 1, mode: 'text' } })
  const hit = found.data?.hits[0]
  expect(hit?.document_id).toBe(nacreDocument.document.id)
  const id = hit?.document_id ?? ''
  const document = await client.GET('/v1/documents/{id}', { params: { path: { id } } })
  expect(document.data?.title).toBe('Nacre')
  const graph = await client.GET('/v1/documents/{id}/graph', { params: { path: { id }, query: { limit: 10 } } })
  const node = graph.data?.nodes.find(({ name }) => name === 'nacre')
  const near = await client.GET('/v1/graph/nodes/{id}/neighbours', {
    params: { path: { id: node?.id ?? '' }, query: { relation: ['RELATES_TO'] } },
  })
  expect(near.data?.neighbours.map(({ name }) => name).toSorted()).toEqual(['aragonite', 'fracture toughness'])
  const answer = await client.POST('/v1/ask', { body: { question: 'How thick are the aragonite platelets of nacre?' } })
  expect(answer.data?.citations[0]?.quote).toContain('500 nm')
})

test('a generated client sends a text and follows its job', async () => {
  const sent = await client.POST('/v1/documents', { body: { text: 'Tin is soft.', title: 'Tin' } })
  expect(sent.response.status).toBe(202)
  const job = await client.GET('/v1/jobs/{id}', { params: { path: { id: sent.data?.id ?? '' } } })
  expect(job.data?.state).toBe('queued')
})

test('a generated client reads problems', async () => {
  const { error } = await client.GET('/v1/documents/{id}', { params: { path: { id: 'doc_0' } } })
  expect(error).toMatchObject({ status: 404, code: 'not-found' })
})
