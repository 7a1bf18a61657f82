import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NacreError } from '#core/errors.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { openLanceDbVectorStore } from '#graph/lancedb/lancedb-vector-store.ts'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import type { OlderVersion } from '#ingest/replacements.ts'
import type { IngestDependencies } from '#ingest/prepare-document.ts'
import { createExtractor } from '#ingest/extract/create-extractor.ts'
import type { IngestEvent } from '#ingest/ingest-event.ts'
import { createIngestTally, type IngestCounts } from '#ingest/tally-ingest.ts'
import { ingest, type IngestSummary } from '#ingest/ingest.ts'
import { findSources } from '#ingest/load/find-sources.ts'
import { removeDocument } from '#ingest/remove-document.ts'
import type { Embedder } from '#models/embedder.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { openTestEmbedder } from '#test/open-test-embedder.ts'

const files = {
  'bone.md':
    '---\ntitle: Bone\nlicense: CC-BY-4.0\n---\nBone consists of collagen and hydroxyapatite. The fracture toughness of bone is about 2 to 12 MPa·m^0.5.',
  'nacre.html':
    '<title>Nacre</title><p>Nacre consists of aragonite. Crack deflection increases the fracture toughness of nacre.</p>',
  'notes.jsonl':
    '{"title":"Silk","text":"Spider silk is made of proteins. Its strength is 1.1 GPa."}\n{"title":"Wood","text":"Wood consists of cellulose."}\n',
}

let embedder: Embedder
beforeAll(async () => {
  embedder = await openTestEmbedder()
})
afterAll(() => embedder.close())

interface Place extends IngestDependencies {
  readonly folder: string
  /** Texts embedded so far. */
  readonly embedded: string[]
}

/** Empty stores, and a folder with these files in it. */
async function open(content: Readonly<Record<string, string>> = files): Promise<Place> {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(content)) writeFileSync(join(folder, name), text)
  const embedded: string[] = []
  const counting: Embedder = {
    ...embedder,
    embed: (texts, options) => {
      embedded.push(...texts)
      return embedder.embed(texts, options)
    },
    embedQueries: (texts, options) => {
      embedded.push(...texts)
      return embedder.embedQueries(texts, options)
    },
    embedParts: (texts, options) => {
      embedded.push(...texts.map(({ text }) => text))
      return embedder.embedParts(texts, options)
    },
  }
  const graph = openSqliteGraphStore(join(folder, 'graph.sqlite'))
  const vectors = await openLanceDbVectorStore({
    folder: join(folder, 'vectors'),
    embedderId: embedder.id,
    dimensions: embedder.dimensions,
  })
  return { folder, embedded, graph, vectors, embedder: counting, extract: createExtractor({ mode: 'rules' }) }
}

async function read(
  place: Place,
  paths: readonly string[] = ['.'],
  options: Parameters<typeof ingest>[2] = {},
): Promise<IngestSummary> {
  const { files, ...found } = await findSources(paths, { cwd: place.folder })
  return ingest({ ...found, files: files.map((file) => join(place.folder, file)) }, place, options)
}

/** All that the stores hold, but for the folder in the sources. */
async function contents({
  graph,
  vectors,
  folder,
}: {
  graph: GraphStore
  vectors: VectorStore
  folder: string
}): Promise<string[]> {
  const lines = await Array.fromAsync(graph.dump())
  return [...lines.map((line) => line.replaceAll(folder, '')), ...(await vectors.ids())]
}

describe('ingest', () => {
  it('makes documents visible in the graph and found by the vectors', async () => {
    const place = await open()
    const summary = await read(place)
    const stats = await place.graph.stats()
    expect(summary).toEqual({
      documents: 4,
      chunks: 4,
      entities: stats.entities,
      relations: stats.relations,
      quantities: stats.quantities,
      skipped: 0,
      failed: [],
    })
    expect(stats).toMatchObject({ documents: 4, chunks: 4 })
    expect(stats.entities).toBeGreaterThan(5)
    expect(stats.quantities).toBeGreaterThanOrEqual(2)
    expect((await place.graph.listDocuments()).map(({ title }) => title)).toEqual(['Bone', 'Nacre', 'Silk', 'Wood'])

    const [query] = await place.embedder.embed(['How strong is spider silk?'])
    const [hit] = await place.vectors.search(query!, { limit: 1 })
    const chunks = await place.graph.getChunks([hit!.id])
    expect(chunks.get(hit!.id)?.text).toContain('Spider silk')
    expect(await place.vectors.searchText('aragonite', { limit: 5 })).toHaveLength(1)
  })

  it('changes nothing the second time, and embeds nothing', async () => {
    const place = await open()
    await read(place)
    const before = await contents(place)
    place.embedded.length = 0
    expect(await read(place)).toEqual({
      documents: 0,
      chunks: 0,
      entities: 0,
      relations: 0,
      quantities: 0,
      skipped: 4,
      failed: [],
    })
    expect(await contents(place)).toEqual(before)
    expect(place.embedded).toEqual([])
  })

  it('takes equal bytes for one document', async () => {
    const place = await open({ 'a.md': files['bone.md'], 'b.md': files['bone.md'], 'c.md': files['bone.md'] })
    expect(await read(place)).toMatchObject({ documents: 1, skipped: 2 })
    expect(place.embedded.length).toBeGreaterThan(0)
    expect(place.embedded).toEqual([...new Set(place.embedded)])
  })

  it('reads the good beside the bad', async () => {
    const place = await open({
      ...files,
      'empty.md': '',
      'broken.jsonl': '{"title":\n{"title":"Tin","text":"Tin is soft."}',
    })
    const { documents, failed } = await read(place, ['.', 'gone.pdf'])
    expect(documents).toBe(5)
    expect(failed.map(({ source, code }) => [source.replace(`${place.folder}/`, ''), code])).toEqual([
      ['gone.pdf', 'not-found'],
      ['broken.jsonl#1', 'invalid-input'],
      ['empty.md', 'invalid-input'],
    ])
  })

  it('tells its progress by files from the beginning to the end', async () => {
    const place = await open()
    const events: IngestEvent[] = []
    await read(place, ['.'], { onEvent: (event) => events.push(event) })
    expect(events.every(({ filesTotal }) => filesTotal === 3)).toBe(true)
    const done = events.map(({ filesDone }) => filesDone)
    expect(done).toEqual([...done].sort((a, b) => a - b))
    expect([done[0], done.at(-1)]).toEqual([0, 3])
    expect(events.filter(({ source }) => source.endsWith('bone.md')).map(({ event }) => event)).toEqual([
      'start',
      'chunks',
      'chunks',
      'document',
    ])
  })

  it('counts what it reads: at the end all that the documents tell', async () => {
    const place = await open()
    const tally = createIngestTally()
    const counted: IngestCounts[] = []
    const summary = await read(place, ['.'], { onEvent: (event) => counted.push(tally(event)) })
    const { documents, chunks, skipped, failed, relations } = counted.at(-1)!
    expect({ documents, chunks, skipped, failed }).toEqual({
      documents: 4,
      chunks: summary.chunks,
      skipped: 0,
      failed: 0,
    })
    // No statement of these is told by two documents.
    expect(relations).toBe(summary.relations)
    const chunksSoFar = counted.map((counts) => counts.chunks)
    expect(chunksSoFar).toEqual(chunksSoFar.toSorted((a, b) => a - b))
    const again = createIngestTally()
    let last: IngestCounts | undefined
    await read(place, ['.'], { onEvent: (event) => (last = again(event)) })
    expect(last).toMatchObject({ documents: 0, chunks: 0, skipped: 4 })
  })

  it('fails one document when its knowledge cannot be had, and leaves nothing of it', async () => {
    const place = await open()
    const { extract } = place
    const summary = await read({
      ...place,
      extract: (document, chunks, options) =>
        document.title === 'Nacre'
          ? Promise.reject(new NacreError('invalid-model-output', 'Expected lines; got none.'))
          : extract(document, chunks, options),
    })
    expect(summary).toMatchObject({
      documents: 3,
      failed: [{ code: 'invalid-model-output', message: 'Expected lines; got none.' }],
    })
    expect(await place.vectors.count()).toBe(3)
  })

  it.each(['unavailable', 'cancelled'] as const)(
    'after a run that ended early (%s), the same call gives what an uninterrupted one gives',
    async (code) => {
      const whole = await open()
      await read(whole)

      const place = await open()
      const controller = new AbortController()
      const { extract } = place
      const interrupted: Place = {
        ...place,
        extract: (document, chunks, options) => {
          if (document.title !== 'Silk') return extract(document, chunks, options)
          if (code === 'cancelled') controller.abort()
          else return Promise.reject(new NacreError('unavailable', 'The server is down.'))
          return extract(document, chunks, options)
        },
      }
      await expect(read(interrupted, ['.'], { signal: controller.signal })).rejects.toMatchObject({ code })
      expect(await place.graph.stats()).toMatchObject({ documents: 2 })
      expect(await read(place)).toMatchObject({ documents: 2, skipped: 2 })
      expect(await contents(place)).toEqual(await contents(whole))
    },
  )

  it('does not embed again what a killed run had embedded', async () => {
    const place = await open()
    // Killed after the vectors, before the graph: the transaction is what makes the document visible.
    const killed: Place = { ...place, graph: { ...place.graph, putDocument: () => new Promise(() => undefined) } }
    void read(killed, ['bone.md'])
    await expect.poll(() => place.vectors.count(), { timeout: 30_000 }).toBe(1)
    place.embedded.length = 0
    expect(await read(place, ['bone.md'])).toMatchObject({ documents: 1 })
    expect(place.embedded).toEqual([])
  })
})

describe('ingest of changed files', () => {
  /** All documents that came from a file. */
  async function olderVersions({ graph }: Place): Promise<(file: string) => readonly OlderVersion[]> {
    const all = await graph.listDocuments()
    return (file) => all.filter(({ source }) => source.replace(/#\d+$/, '') === file)
  }
  const changed = '---\ntitle: Bone\n---\nBone is a composite of collagen and apatite.'

  it('gives what forgetting the old version and reading the new one gives', async () => {
    const place = await open()
    await read(place)
    writeFileSync(join(place.folder, 'bone.md'), changed)
    writeFileSync(
      join(place.folder, 'notes.jsonl'),
      '{"title":"Wood","text":"Wood consists of cellulose."}\n{"text":"Horn."}\n\n',
    )
    const events: string[] = []
    const summary = await read(place, ['.'], {
      olderVersions: await olderVersions(place),
      onEvent: ({ event }) => void events.push(event),
    })
    expect(summary).toMatchObject({ documents: 2, skipped: 2, failed: [] })

    const fresh = await open({ ...files, 'bone.md': changed, 'notes.jsonl': '{"text":"Horn."}' })
    await read(fresh)
    const titles = (documents: readonly { title: string }[]) => documents.map(({ title }) => title)
    expect(titles(await place.graph.listDocuments())).toEqual(['Bone', 'Nacre', 'Wood', 'notes'])
    expect((await place.vectors.ids()).length).toBe((await place.graph.chunkIds()).length)
    // But for the line that was there before: it keeps its number.
    const old = (await place.graph.listDocuments()).find(({ title }) => title === 'Wood')!
    await removeDocument(old.id, place)
    const withoutLines = (lines: string[]) => lines.map((line) => line.replaceAll(/jsonl#\d/g, 'jsonl#'))
    expect(withoutLines(await contents(place))).toEqual(withoutLines(await contents(fresh)))
  })

  it('has one of the two versions at every moment', async () => {
    const place = await open()
    await read(place, ['bone.md'])
    writeFileSync(join(place.folder, 'bone.md'), changed)
    const seen: number[] = []
    const look = async (): Promise<void> => void seen.push((await place.graph.listDocuments()).length)
    const watched: Place = {
      ...place,
      vectors: {
        ...place.vectors,
        upsert: async (rows) => {
          await place.vectors.upsert(rows)
          await look()
        },
        delete: async (ids) => {
          await look()
          await place.vectors.delete(ids)
        },
      },
    }
    await read(watched, ['bone.md'], { olderVersions: await olderVersions(place) })
    expect(seen).toEqual([1, 1])
    expect((await place.graph.listDocuments()).map(({ chunks }) => chunks)).toEqual([1])
  })

  it('keeps the old version where the new one cannot be read', async () => {
    const place = await open()
    await read(place)
    const before = await contents(place)
    writeFileSync(join(place.folder, 'bone.md'), '')
    writeFileSync(join(place.folder, 'notes.jsonl'), '{"title":"Wood","text":"Wood consists of cellulose."}\n{"title"')
    const summary = await read(place, ['.'], { olderVersions: await olderVersions(place) })
    expect(summary).toMatchObject({ documents: 0, skipped: 2, failed: [{}, {}] })
    expect(await contents(place)).toEqual(before)
  })

  it('keeps the tags, and adds those that are given', async () => {
    const place = await open()
    await read(place, ['bone.md'], { metadata: { tags: ['shell', 'bone'] } })
    writeFileSync(join(place.folder, 'bone.md'), changed)
    await read(place, ['bone.md'], { olderVersions: await olderVersions(place), metadata: { tags: ['new'] } })
    expect(await place.graph.listDocuments()).toMatchObject([{ tags: ['bone', 'new', 'shell'] }])
  })

  it('tells what of a document was left out', async () => {
    const place = await open({ 'a.tex': String.raw`Nacre is tough. \input{other}` })
    const notes: IngestEvent[] = []
    await read(place, ['a.tex'], { onEvent: (event) => void (event.event === 'note' && notes.push(event)) })
    expect(notes).toMatchObject([{ message: expect.stringMatching(/^A file that it includes was not read: other/) }])
  })
})

describe('removeDocument', () => {
  it('leaves what was there before the document came', async () => {
    const place = await open()
    await read(place, ['nacre.html', 'notes.jsonl'])
    const before = await contents(place)
    const stats = await place.graph.stats()
    await read(place)
    const bone = (await place.graph.listDocuments()).find(({ title }) => title === 'Bone')
    expect(await removeDocument(bone!.id, place)).toBe(true)
    expect(await contents(place)).toEqual(before)
    expect(await place.graph.stats()).toEqual(stats)
    expect(await read(place)).toMatchObject({ documents: 1, skipped: 3 })
  })

  it('says so when there is no such document', async () => {
    expect(await removeDocument('doc_0', await open())).toBe(false)
  })
})
