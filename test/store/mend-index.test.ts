import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readIndexRecord } from '#graph/index-record.ts'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import { verifyStores } from '#graph/verify-stores.ts'
import { rebuildIndex } from '#ingest/rebuild-index.ts'
import { repairIndex } from '#ingest/repair-index.ts'
import type { Embedder } from '#models/embedder.ts'
import { openIndex } from '#src/open-index.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { openTestEmbedder } from '#test/open-test-embedder.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { wordEmbedder } from '#test/word-embedder.ts'

const documents = [1, 2, 3].map((seed) => makeKnowledge({ seed }))
const allChunks = documents.flatMap(({ chunks }) => chunks)

/** A data folder that knows the documents, with an index by the word embedder. */
async function openStores(): Promise<{ folder: string; graph: GraphStore; vectors: VectorStore }> {
  const folder = temporaryFolder()
  const graph = openSqliteGraphStore(join(folder, 'graph.sqlite'))
  for (const knowledge of documents) await graph.putDocument(knowledge)
  const vectors = await openIndex(folder, { spec: 'words', embedder: wordEmbedder })
  onTestFinished(async () => {
    await vectors.close()
    await graph.close()
  })
  await repairIndex({ graph, vectors, embedder: wordEmbedder })
  return { folder, graph, vectors }
}

const find = async (vectors: VectorStore, embedder: Embedder): Promise<string | undefined> => {
  const [asked] = await embedder.embed([allChunks[4]!.text])
  return (await vectors.search(asked!, { limit: 1 }))[0]?.id
}

describe('repairing the index', () => {
  it('embeds what is missing and removes what belongs to nothing, and changes nothing else', async () => {
    const { graph, vectors } = await openStores()
    const whole = await vectors.get(allChunks.map(({ id }) => id))
    const [vector] = await wordEmbedder.embed(['orphan'])
    await vectors.delete(allChunks.slice(2, 5).map(({ id }) => id))
    await vectors.upsert([{ id: 'chunk_orphan', documentId: 'doc_none', text: 'orphan', vector: vector! }])
    expect((await verifyStores({ graph, vectors })).problems).toHaveLength(4)
    expect(await repairIndex({ graph, vectors, embedder: wordEmbedder })).toEqual({ embedded: 3, removed: 1 })
    expect((await verifyStores({ graph, vectors })).ok).toBe(true)
    expect(await vectors.get(allChunks.map(({ id }) => id))).toEqual(whole)
    expect(await repairIndex({ graph, vectors, embedder: wordEmbedder })).toEqual({ embedded: 0, removed: 0 })
  })
})

describe('making the index anew', () => {
  it('goes over to another embedder in one step, while the old index is searched', async () => {
    const { folder, graph, vectors } = await openStores()
    const real = await openTestEmbedder()
    const seen: (string | undefined)[] = []
    const watching: Embedder = {
      ...real,
      embedParts: async (...parts) => {
        seen.push(readIndexRecord(folder)?.embedder, await find(vectors, wordEmbedder))
        return real.embedParts(...parts)
      },
    }
    expect(await rebuildIndex(folder, { graph, embedder: watching, spec: 'local:real' })).toBe(allChunks.length)
    expect(new Set(seen)).toEqual(new Set(['words', allChunks[4]!.id]))
    expect(readIndexRecord(folder)).toEqual({ folder: 'vectors-2', embedder: 'local:real' })
    const renewed = await openIndex(folder, { spec: 'local:real', embedder: real })
    expect((await verifyStores({ graph, vectors: renewed })).ok).toBe(true)
    expect(await find(renewed, real)).toBe(allChunks[4]!.id)
    await expect(find(vectors, wordEmbedder)).rejects.toMatchObject({ code: 'conflict' })
    await renewed.close()
    await real.close()
  })

  it('leaves the old index where it is cut short, and the next run begins anew', async () => {
    const { folder, graph, vectors } = await openStores()
    const dying: Embedder = { ...wordEmbedder, embedParts: () => Promise.reject(new Error('the process dies here')) }
    const rebuild = rebuildIndex(folder, { graph, embedder: dying, spec: 'words' })
    await expect(rebuild).rejects.toThrow('dies here')
    expect(readIndexRecord(folder)?.folder).toBe('vectors')
    expect(await find(vectors, wordEmbedder)).toBe(allChunks[4]!.id)
    await rebuildIndex(folder, { graph, embedder: wordEmbedder, spec: 'words' })
    expect(
      readdirSync(folder)
        .filter((name) => /^vectors(-\d+)?$/.test(name))
        .sort(),
    ).toEqual(['vectors', 'vectors-2'])
  })

  it('is followed by processes that have the old index open', async () => {
    const { folder, graph, vectors } = await openStores()
    await rebuildIndex(folder, { graph, embedder: wordEmbedder, spec: 'words' })
    await vectors.delete([allChunks[0]!.id])
    const other = await openIndex(folder, { spec: 'words', embedder: wordEmbedder })
    expect(await other.count()).toBe(allChunks.length - 1)
    await other.close()
    await rebuildIndex(folder, { graph, embedder: wordEmbedder, spec: 'words' })
    expect(existsSync(join(folder, 'vectors'))).toBe(false)
    expect(await vectors.count()).toBe(allChunks.length)
  })

  it('works where the old index is damaged beyond opening', async () => {
    const { folder, graph, vectors } = await openStores()
    await vectors.close()
    const { rmSync, writeFileSync } = await import('node:fs')
    writeFileSync(join(folder, 'vectors.json'), '{"folder":')
    rmSync(join(folder, 'vectors'), { recursive: true })
    await expect(openIndex(folder, { spec: 'words', embedder: wordEmbedder })).rejects.toThrow('nacre store rebuild')
    await rebuildIndex(folder, { graph, embedder: wordEmbedder, spec: 'words' })
    const renewed = await openIndex(folder, { spec: 'words', embedder: wordEmbedder })
    expect((await verifyStores({ graph, vectors: renewed })).ok).toBe(true)
    await renewed.close()
  })
})
