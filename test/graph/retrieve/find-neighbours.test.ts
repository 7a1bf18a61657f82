import { describe, expect, it } from 'vitest'
import { findNeighbours } from '#graph/retrieve/find-neighbours.ts'
import { openKnowledge } from '#test/open-knowledge.ts'
import { entityNamed, writeKnowledge } from '#test/write-knowledge.ts'

const limits = { vectors: 3, graph: 3, relations: 5 }
const shells = writeKnowledge('Shells', [
  '*Nacre* and *aragonite* stand in layers of *water*.',
  '*Nacre* and aragonite stand in layers of water again.',
  'Layers of nacre and aragonite stand again in water.',
  'Nothing else here grows.',
])
const ceramics = writeKnowledge('Ceramics', ['*Aragonite* comes close to *calcite* when cold.', 'Kilns are hot.'])
const rivers = writeKnowledge('Rivers', [
  '*Water* runs.',
  'More *water* runs.',
  'Much *water*.',
  'Old *water* of lakes.',
])
const copies = writeKnowledge('Copies', ['Nacre and aragonite stand in layers of water.'])
const source = shells.chunks[0]!

describe('neighbours of a passage', () => {
  it('are near in meaning, best first, and never the passage itself', async () => {
    const stores = await openKnowledge([shells, ceramics, copies])
    const { passages } = await findNeighbours(source.id, { ...limits, graph: 0 }, stores)
    expect(passages[0]).toMatchObject({ chunkId: copies.chunks[0]!.id, title: 'Copies', foundIn: 'vectors' })
    expect(passages[0]?.score).toBeCloseTo(1, 5)
    expect(passages.map((passage) => passage.chunkId)).not.toContain(source.id)
  })

  it('take one at most of what stands beside them or beside the passage', async () => {
    const alike = writeKnowledge(
      'Alike',
      [1, 2, 3, 4].map((n) => `Nacre and aragonite stand in ${n} layers.`),
    )
    const stores = await openKnowledge([alike, ceramics])
    const { passages } = await findNeighbours(alike.chunks[0]!.id, { ...limits, vectors: 6, graph: 0 }, stores)
    expect(passages.filter((passage) => passage.documentId === alike.document.id)).toHaveLength(2)
  })

  it('share entities in the graph, the rarest counting most, and say through which', async () => {
    const stores = await openKnowledge([shells, ceramics, rivers])
    const { passages } = await findNeighbours(source.id, { ...limits, vectors: 0 }, stores)
    expect(passages[0]).toMatchObject({
      chunkId: ceramics.chunks[0]!.id,
      foundIn: 'graph',
      score: 1,
      through: [entityNamed('aragonite').name],
    })
    const documents = passages.map((passage) => passage.documentId)
    expect(documents.indexOf(rivers.document.id)).toBeGreaterThan(0)
  })

  it('come once, even if both ways lead to them', async () => {
    const stores = await openKnowledge([shells, ceramics, rivers, copies])
    const { passages } = await findNeighbours(source.id, { vectors: 8, graph: 8, relations: 0 }, stores)
    expect(new Set(passages.map((passage) => passage.chunkId)).size).toBe(passages.length)
    expect(passages.map((passage) => passage.foundIn)).toEqual(
      passages.map((passage) => passage.foundIn).toSorted((a, b) => (a === b ? 0 : a === 'vectors' ? -1 : 1)),
    )
  })

  it('bring the relations of the passage first, then those of its entities, with their sentences', async () => {
    const stores = await openKnowledge([shells, ceramics])
    const { relations } = await findNeighbours(source.id, limits, stores)
    expect(relations.map(({ subject, object }) => [subject, object])).toEqual([
      [entityNamed('nacre').name, entityNamed('aragonite').name],
      [entityNamed('aragonite').name, entityNamed('calcite').name],
    ])
    const [own, other] = relations
    expect(own?.evidence).toMatchObject({ chunkId: source.id, text: source.text })
    expect(ceramics.document.text.slice(other?.evidence.start, other?.evidence.end)).toBe(other?.evidence.text)
  })

  it('are none for a passage that stands alone', async () => {
    const alone = writeKnowledge('Alone', ['*Nacre* stands.'])
    const stores = await openKnowledge([alone])
    expect(await findNeighbours(alone.chunks[0]!.id, limits, stores)).toEqual({ passages: [], relations: [] })
  })

  it('are refused for an unknown passage, and stop when cancelled', async () => {
    const stores = await openKnowledge([shells])
    await expect(findNeighbours('chunk_unknown', limits, stores)).rejects.toMatchObject({ code: 'not-found' })
    const cancelled = findNeighbours(source.id, { ...limits, signal: AbortSignal.abort() }, stores)
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
  })
})
