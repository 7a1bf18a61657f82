import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NacreError, openNacre, type IngestEvent, type Nacre } from '#src/library/package-entry.ts'

const corpus = join(import.meta.dirname, '../../examples/corpus')

describe('openNacre', () => {
  const data = mkdtempSync(join(tmpdir(), 'nacre-library-'))
  const events: IngestEvent[] = []
  let nacre: Nacre

  beforeAll(async () => {
    nacre = openNacre({ data })
    const sources = ['nacre.md', 'bone.md', 'metallic-glasses.pdf'].map((name) => join(corpus, name))
    const { documents, failed } = await nacre.ingest(sources, {
      tags: ['shell'],
      onEvent: (event) => void events.push(event),
    })
    expect([documents, failed]).toEqual([3, []])
  })
  afterAll(async () => {
    await nacre.close()
    rmSync(data, { recursive: true, force: true })
  })

  it('opens nothing by itself, and names a wrong setting', async () => {
    await using untouched = openNacre({ data: join(data, 'not-made') })
    expect(untouched).toHaveProperty('ask')
    expect(() => openNacre({ graph: 'mongodb://localhost' })).toThrow(NacreError)
    expect(() => openNacre({ environment: { NACRE_PORT: 'many' } })).toThrow(/configuration is not right/)
  })

  it('tells what was read, and reads nothing twice', async () => {
    expect(events.filter(({ event }) => event === 'document')).toHaveLength(3)
    expect(await nacre.ingest(join(corpus, 'bone.md'))).toMatchObject({ documents: 0, skipped: 1 })
    const all = await nacre.documents.list()
    expect(all.map(({ tags }) => tags)).toEqual([['shell'], ['shell'], ['shell']])
    expect((await nacre.documents.get(all[0]!.id))?.text.length).toBeGreaterThan(1_000)
    expect(await nacre.documents.get('unknown')).toBeUndefined()
  })

  it('rejects with an error that has a code', async () => {
    const code = async (call: Promise<unknown>): Promise<unknown> =>
      call.then(
        () => 'no error',
        (error: unknown) => (error instanceof NacreError ? error.code : error),
      )
    expect(await code(nacre.ingest('no/such/folder'))).toBe('not-found')
    expect(await code(nacre.ingest([]))).toBe('invalid-input')
    expect(await code(nacre.search(' '))).toBe('invalid-input')
    expect(await code(nacre.ask(' '))).toBe('invalid-input')
    expect(await code(nacre.graph.neighbours('a thing that is not there'))).toBe('not-found')
    expect(await code(nacre.search('nacre', { signal: AbortSignal.abort() }))).toBe('cancelled')
  })

  it('finds passages and walks the graph', async () => {
    const [hit] = await nacre.search('Why is nacre tough?', { limit: 1 })
    expect(hit).toMatchObject({ title: expect.stringMatching(/nacre/i), text: expect.stringMatching(/nacre/i) })
    expect((await nacre.graph.find('nacre'))[0]).toMatchObject({ name: 'nacre' })
    const neighbours = await nacre.graph.neighbours('nacre', { depth: 2, entityTypes: ['Property'] })
    expect(new Set(neighbours.map(({ entity }) => entity.type))).toEqual(new Set(['Property']))
    const near = await nacre.graph.neighbours('nacre', { limit: 1 })
    const [path] = await nacre.graph.paths('nacre', near[0]!.entity.name)
    expect(path?.steps[0]?.[0]?.evidence.length).toBeGreaterThan(0)
    expect((await nacre.graph.communities())[0]?.members.length).toBeGreaterThan(1)
    const exported = (await Array.fromAsync(nacre.graph.export('json'))).join('')
    expect(JSON.parse(exported)).toMatchObject({ nodes: expect.any(Array), edges: expect.any(Array) })
  })

  it('makes tasks, keeps them, and forgets what a removed document gave rise to', async () => {
    const { tasks } = await nacre.tasks.generate({ profile: 'graph-path', n: 4 })
    expect(tasks.length).toBeGreaterThan(0)
    expect(await Array.fromAsync(nacre.tasks.list())).toHaveLength(tasks.length)
    expect(await nacre.tasks.get(tasks[0]!.id)).toEqual(tasks[0])
    expect(await Array.fromAsync(nacre.pairs.list())).toEqual([])
    const [documentId = ''] = tasks[0]!.documentIds
    expect(await nacre.documents.remove(documentId)).toBe(true)
    expect(await nacre.documents.remove(documentId)).toBe(false)
    expect(await nacre.tasks.get(tasks[0]!.id)).toBeUndefined()
    expect(await nacre.graph.stats()).toMatchObject({ documents: 2 })
  })
})
