import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uploadFolder } from '#src/upload-folder.ts'
import { runWorker } from '#src/worker/run-worker.ts'
import { nacreDocument } from '#test/open-test-app.ts'
import { runNacre } from '#test/run-nacre.ts'
import { openTestServer, type TestServer } from '#test/api/open-test-server.ts'

interface WireJob {
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly input: { readonly sources: readonly string[]; readonly names: Record<string, string> }
  readonly result: object | null
}
interface Documents {
  readonly documents: readonly {
    readonly id: string
    readonly title: string
    readonly source: string
    readonly tags: string[]
  }[]
}

const zip = new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 0, 0])

describe('documents that are sent', () => {
  let server: TestServer
  const work = () =>
    runWorker(server.app, { concurrency: 1, isOnce: true, stop: new AbortController().signal, graceMs: 0 })
  const upload = (files: Record<string, string | Uint8Array<ArrayBuffer>>, path = '/v1/documents', headers = {}) => {
    const form = new FormData()
    for (const [name, content] of Object.entries(files)) form.append('file', new Blob([content]), name)
    form.append('tags', 'sent')
    return fetch(server.url + path, { method: 'POST', body: form, headers })
  }
  beforeAll(async () => {
    server = await openTestServer()
  })
  afterAll(() => server.close())

  test('are read by a worker under the name they were sent with, which is no path', async () => {
    const response = await upload({ '../../../outside.md': '# Tin\n\nTin is soft.\n', 'b.txt': 'Lead is soft, too.' })
    expect(response.status).toBe(202)
    const job = (await response.json()) as WireJob
    expect(response.headers.get('location')).toBe(`/v1/jobs/${job.id}`)
    expect(job).toMatchObject({ kind: 'ingest', state: 'queued' })
    const folder = uploadFolder(server.app.config.dataFolder)
    expect(job.input.sources.every((source) => /^[0-9a-f]{64}\.(md|txt)$/.test(source.slice(folder.length + 1)))).toBe(
      true,
    )
    expect(existsSync(join(folder, '../../../outside.md'))).toBe(false)

    await work()
    expect(await server.json(`/v1/jobs/${job.id}`)).toMatchObject({
      state: 'done',
      result: { documents: 2, failed: [] },
    })
    const { documents } = await server.json<Documents>('/v1/documents?tag=sent')
    expect(documents).toMatchObject([
      { title: 'Tin', source: 'outside.md' },
      { title: 'b', source: 'b.txt' },
    ])
  })

  test('as a text, and again with the same key: one job', async () => {
    const send = (text: string) =>
      server.post('/v1/documents', { text, title: 'Zinc', tags: ['a'] }, { 'idempotency-key': 'zinc' })
    const first = await send('# Zinc\n\nZinc is brittle.')
    const again = await send('# Zinc\n\nZinc is brittle.')
    expect([first.status, again.status]).toEqual([202, 202])
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(again.headers.get('location')).toBe(first.headers.get('location'))
    expect(await again.json()).toEqual(await first.json())
    expect((await send('another text')).status).toBe(422)
    await work()
    expect(await server.json('/v1/documents?tag=a')).toMatchObject({ documents: [{ source: 'Zinc.md' }], total: 1 })
  })

  test('take the place of another one at the version that was seen', async () => {
    const old = `/v1/documents/${nacreDocument.document.id}`
    const etag = (await server.get(old)).headers.get('etag') ?? ''
    const send = (headers: object) => upload({ 'nacre.md': '# Nacre\n\nNacre is tough.\n' }, `${old}:replace`, headers)
    expect((await send({ 'if-match': '"older"' })).status).toBe(412)
    expect((await send({ 'if-match': etag })).status).toBe(202)
    await work()
    expect((await server.get(old)).status).toBe(404)
    expect(await server.json('/v1/graph/nodes?name=nacre')).toMatchObject({ nodes: [{ name: 'nacre' }] })
    expect((await send({})).status).toBe(404)
  })

  test.each([
    ['a ZIP', { 'papers.zip': zip }, 415],
    ['a ZIP under another name', { 'paper.md': zip }, 415],
    ['an empty file', { 'empty.md': '' }, 415],
    ['a program', { 'run.exe': 'MZ' }, 415],
    ['nothing', {}, 400],
  ])('%s is refused and nothing is left behind', async (_what, files, status) => {
    const folder = uploadFolder(server.app.config.dataFolder)
    const before = readdirSync(folder)
    const response = await upload(files)
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    const code = status === 415 ? 'unsupported-media-type' : 'invalid-input'
    expect(await response.json()).toMatchObject({ status, code, detail: expect.stringMatching(/\w{3}/) })
    expect(response.status).toBe(status)
    expect(readdirSync(folder)).toEqual(before)
  })

  test('a multipart body that is none is refused', async () => {
    const response = await server.post('/v1/documents', 'x', { 'content-type': 'multipart/form-data' })
    expect(await response.json()).toMatchObject({ status: 400, detail: expect.stringMatching(/Boundary/) })
  })

  test('from a private address are not fetched, and what failed can be listed and tried again', async () => {
    const { id } = (await (await server.post('/v1/documents', { url: 'http://127.0.0.1:1/a.md' })).json()) as WireJob
    await work()
    expect(await server.json(`/v1/jobs/${id}`)).toMatchObject({ result: { documents: 0, failed: [{}] } })
    expect(await server.json('/v1/documents:failed')).toMatchObject({ failed: [{ code: 'invalid-input' }] })
    const { jobs } = (await (await server.post('/v1/documents:retry', {})).json()) as { jobs: WireJob[] }
    expect(jobs).toMatchObject([{ state: 'queued', input: { sources: ['http://127.0.0.1:1/a.md'] } }])

    const cancelled = await server.post(`/v1/jobs/${jobs[0]!.id}:cancel`, {})
    expect(await cancelled.json()).toMatchObject({ state: 'cancelled' })
    expect((await server.post(`/v1/jobs/${jobs[0]!.id}:cancel`, {})).status).toBe(409)
    expect(await (await server.post(`/v1/jobs/${jobs[0]!.id}:retry`, {})).json()).toMatchObject({ state: 'queued' })
  })

  test('jobs come newest first, page by page', async () => {
    const first = await server.json<{ jobs: WireJob[]; next_cursor: string }>('/v1/jobs?limit=1')
    const second = await server.json<{ jobs: WireJob[] }>(`/v1/jobs?limit=1&cursor=${first.next_cursor}`)
    expect(first.jobs[0]!.id).not.toBe(second.jobs[0]!.id)
    expect(await server.json('/v1/jobs?state=running&kind=generate')).toMatchObject({ jobs: [] })
  })

  test('what happens to a job is told while it happens, and from where the client was', async () => {
    const { id } = (await (await server.post('/v1/documents', { text: 'Copper conducts.' })).json()) as WireJob
    const streamed = await server.get(`/v1/jobs/${id}/events`, { accept: 'text/event-stream' })
    await work()
    const events = [...(await streamed.text()).matchAll(/^id: (\d+)\nevent: (\w+)$/gm)].map(([, number, event]) => ({
      number,
      event,
    }))
    expect(events[0]?.event).toBe('added')
    expect(events.at(-1)?.event).toBe('done')
    const rest = await server.get(`/v1/jobs/${id}/events`, {
      accept: 'text/event-stream',
      'last-event-id': events[0]?.number ?? '',
    })
    expect([...(await rest.text()).matchAll(/^id: (\d+)$/gm)].map(([, number]) => number)).toEqual(
      events.slice(1).map(({ number }) => number),
    )
    expect((await server.get('/v1/jobs/job_0/events', { accept: 'text/event-stream' })).status).toBe(404)
  })

  test('progress is the same figures in the API and on the command line, and the result names the documents', async () => {
    const text = '# Silver\n\nSilver is soft. The hardness of silver is 25 HV.'
    const { id } = (await (await server.post('/v1/documents', { text, title: 'Silver' })).json()) as WireJob
    await work()
    const { events } = await server.json<{ events: { event: string; progress?: { counts?: object } }[] }>(
      `/v1/jobs/${id}/events`,
    )
    const last = events.findLast(({ event }) => event === 'progress')
    expect(last?.progress).toMatchObject({
      done: 1,
      share: 1,
      detail: 'Silver.md',
      counts: { documents: 1, pages: 0, chunks: 1, entities: expect.any(Number), failed: 0 },
    })
    const watched = await runNacre(['jobs', 'watch', id, '--json', '--data', server.app.config.dataFolder])
    const told = watched.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object)
    expect(told).toEqual(events)
    const job = await server.json<WireJob & { result: { documentIds: string[] } }>(`/v1/jobs/${id}`)
    expect(await server.json(`/v1/documents/${job.result.documentIds[0]}`)).toMatchObject({ title: 'Silver' })
  })

  test('a job with more events than come at once is told to its end', async () => {
    const queue = await server.app.jobs()
    const { id } = await queue.add({ kind: 'pairs', input: {}, priority: 9 })
    const lease = (await queue.take({ worker: 'w', leaseMs: 60_000, kinds: ['pairs'] }))!
    expect(lease.job.id).toBe(id)
    for (let done = 1; done <= 1_005; done += 1) {
      await queue.renew(lease, { leaseMs: 60_000, progress: { done, total: 2_000 } })
      // The connection to the server is looked after meanwhile.
      if (done % 50 === 0) await turn()
    }
    await queue.finish(lease, {})
    const first = await server.json<{ events: { sequence: number }[]; truncated: object }>(`/v1/jobs/${id}/events`)
    expect(first.truncated).toEqual({ shown: 1_000, total: null, by: 'limit' })
    const after = first.events.at(-1)?.sequence
    expect(await server.json(`/v1/jobs/${id}/events?after=${after}`)).toMatchObject({ truncated: null })
    const streamed = await (await server.get(`/v1/jobs/${id}/events`, { accept: 'text/event-stream' })).text()
    expect(streamed.match(/^event: progress$/gm)).toHaveLength(1_005)
    expect(streamed).toMatch(/event: done\n.*\n\n$/)
  })

  test('a server that stops does not wait for who only follows a job', async () => {
    const other = await openTestServer()
    const { id } = (await (await other.post('/v1/documents', { text: 'Copper conducts.' })).json()) as WireJob
    const followed = await other.get(`/v1/jobs/${id}/events`, { accept: 'text/event-stream' })
    await Promise.all([other.close(), followed.text()])
  })

  test('tasks and pairs are begun as jobs', async () => {
    const tasks = await server.post('/v1/tasks:generate', { n: 2, profile: 'graph-path', seed: 1 })
    expect([tasks.status, await tasks.json()]).toMatchObject([202, { kind: 'generate', input: { n: 2 } }])
    const pairs = await server.post('/v1/pairs:build', {})
    expect([pairs.status, await pairs.json()]).toMatchObject([202, { kind: 'pairs', input: { rounds: 2 } }])
  })
})
