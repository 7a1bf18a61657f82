import { describe, expect, it } from 'vitest'
import { searchChunks } from '#graph/retrieve/search-chunks.ts'
import { openKnowledge } from '#test/open-knowledge.ts'
import { writeKnowledge } from '#test/write-knowledge.ts'

const shells = writeKnowledge('Shells', ['Nacre is tough because cracks turn.', 'Shells grow slowly in water.'])
const silk = writeKnowledge('Silk', ['Spider silk is strong and light.', 'Cracks in silk grow slowly.'])
const search = (mode: 'vector' | 'text' | 'hybrid', limit = 10) => ({ mode, limit })

describe('searching passages', () => {
  it.each(['vector', 'text', 'hybrid'] as const)('finds the passage that says it, by %s', async (mode) => {
    const stores = await openKnowledge([shells, silk])
    const [best] = await searchChunks('spider silk strong', search(mode), stores)
    expect(best).toMatchObject({
      documentId: silk.document.id,
      title: 'Silk',
      text: 'Spider silk is strong and light.',
    })
    expect(silk.document.text.slice(best?.start, best?.end)).toBe(best?.text)
  })

  it('says why: rank and score of each way', async () => {
    const stores = await openKnowledge([shells, silk])
    const [best] = await searchChunks('spider silk strong', search('hybrid'), stores)
    expect(best?.why.map((reason) => reason.kind)).toEqual(['vector', 'text'])
    expect(best?.why).toMatchObject([{ rank: 1 }, { rank: 1 }])
    const [byMeaning] = await searchChunks('spider silk strong', search('vector'), stores)
    expect(byMeaning?.why).toEqual([{ kind: 'vector', cosine: byMeaning?.score, rank: 1 }])
    const [byWords] = await searchChunks('spider silk strong', search('text'), stores)
    expect(byWords?.why).toEqual([{ kind: 'text', bm25: byWords?.score, rank: 1 }])
  })

  it('adds a fifth of the relative BM25 to the cosine', async () => {
    const stores = await openKnowledge([shells, silk])
    const query = 'cracks grow slowly'
    const byWords = await searchChunks(query, search('text'), stores)
    const byMeaning = await searchChunks(query, search('vector'), stores)
    for (const { chunkId, score } of await searchChunks(query, search('hybrid'), stores)) {
      const cosine = byMeaning.find((hit) => hit.chunkId === chunkId)?.score ?? 0
      const bm25 = byWords.find((hit) => hit.chunkId === chunkId)?.score ?? 0
      expect(score).toBeCloseTo(cosine + (0.2 * bm25) / byWords[0]!.score, 5)
    }
  })

  it('leaves out what belongs to no document that is ready, and still fills the limit', async () => {
    const stores = await openKnowledge([shells, silk])
    await stores.graph.deleteDocument(silk.document.id)
    for (const mode of ['vector', 'text', 'hybrid'] as const) {
      const hits = await searchChunks('slowly silk nacre', search(mode, 2), stores)
      expect(hits.map((hit) => hit.documentId)).toEqual([shells.document.id, shells.document.id])
    }
  })

  it('finds nothing in empty stores', async () => {
    expect(await searchChunks('nacre', search('hybrid'), await openKnowledge([]))).toEqual([])
  })

  it('takes a query longer than the embedder does', async () => {
    const stores = await openKnowledge([shells, silk])
    const [best] = await searchChunks('spider silk '.repeat(100), search('hybrid'), stores)
    expect(best?.documentId).toBe(silk.document.id)
  })

  it('refuses an empty query and stops when cancelled', async () => {
    const stores = await openKnowledge([])
    await expect(searchChunks(' \n', search('hybrid'), stores)).rejects.toMatchObject({ code: 'invalid-input' })
    const options = { ...search('hybrid'), signal: AbortSignal.abort() }
    await expect(searchChunks('nacre', options, stores)).rejects.toMatchObject({ code: 'cancelled' })
  })
})
