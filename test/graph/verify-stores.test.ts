import { describe, expect, it } from 'vitest'
import { verifyStores } from '#graph/verify-stores.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { openKnowledge } from '#test/open-knowledge.ts'

const first = makeKnowledge({ seed: 1 })
const second = makeKnowledge({ seed: 2 })

describe('verifying the stores', () => {
  it('is content when each passage has its vector', async () => {
    const report = await verifyStores(await openKnowledge([first, second]))
    expect(report).toEqual({ ok: true, problems: [], counts: { chunks: 6, vectors: 6 } })
  })

  it('names passages without a vector', async () => {
    const stores = await openKnowledge([first])
    const lost = first.chunks[1]!.id
    await stores.vectors.delete([lost])
    const { ok, problems } = await verifyStores(stores)
    expect(ok).toBe(false)
    expect(problems).toMatchObject([{ kind: 'missing-vector', id: lost, message: expect.stringContaining(lost) }])
  })

  it('names vectors without a passage', async () => {
    const stores = await openKnowledge([first, second])
    await stores.graph.deleteDocument(second.document.id)
    const { problems, counts } = await verifyStores(stores)
    expect(counts).toEqual({ chunks: 3, vectors: 6 })
    expect(problems.map(({ kind }) => kind)).toEqual(['orphan-vector', 'orphan-vector', 'orphan-vector'])
    expect(problems.map(({ id }) => id).sort()).toEqual(second.chunks.map(({ id }) => id).sort())
  })
})
