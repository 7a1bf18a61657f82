import { describe, expect, it } from 'vitest'
import type { DocumentKnowledge } from '#core/knowledge.ts'
import { followGraph } from '#graph/retrieve/follow-graph.ts'
import type { GraphSnapshot } from '#graph/retrieve/graph-snapshot.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { openKnowledge } from '#test/open-knowledge.ts'
import { entityNamed, writeKnowledge } from '#test/write-knowledge.ts'

const documents = [1, 2, 3, 4].map((seed) => makeKnowledge({ seed, chunks: 4 }))

/** The edges by name with their weights, and the statements: the same for the same knowledge, whatever the numbers. */
function contents(snapshot: GraphSnapshot): string[] {
  const { nodes, offsets, neighbours, weights } = snapshot.rows()
  const lines: string[] = []
  for (let node = 0; node < nodes; node++) {
    for (let at = offsets[node]!; at < offsets[node + 1]!; at++) {
      lines.push(`${snapshot.idOf(node)} ${snapshot.idOf(neighbours[at]!)} ${weights[at]}`)
    }
  }
  const { subjects, objects, relations } = snapshot.relations()
  for (const [at, subject] of subjects.entries()) {
    lines.push([subject, objects[at]!, relations[at]!].map((node) => snapshot.idOf(node)).join(' > '))
  }
  return lines.sort()
}

/** What these documents alone give. */
async function contentsOf(some: readonly DocumentKnowledge[]): Promise<string[]> {
  const { graph } = await openKnowledge(some)
  return contents(await followGraph(graph)())
}

describe('the snapshot of the graph', () => {
  it('holds passages, entities and statements of the store', async () => {
    const { graph } = await openKnowledge(documents)
    const snapshot = await followGraph(graph)()
    const [first] = documents
    const { chunkId, mentions } = first!.knowledge[0]!
    const passage = snapshot.nodeOf(chunkId)!
    expect(snapshot.isPassage(passage)).toBe(true)
    const { offsets, neighbours } = snapshot.rows()
    const row = neighbours.slice(offsets[passage], offsets[passage + 1])
    const linked = Array.from(row, (node) => snapshot.idOf(node))
    expect(linked.sort()).toEqual([...new Set(mentions.map(({ entityId }) => entityId))].sort())
    expect(snapshot.isPassage(snapshot.nodeOf(linked[0]!)!)).toBe(false)
    const stated = documents.flatMap(({ knowledge }) =>
      knowledge.flatMap(({ evidence }) => new Set(evidence.map(({ relationId }) => relationId)).size),
    )
    expect(snapshot.relations().subjects).toHaveLength(stated.reduce((sum, count) => sum + count, 0))
  })

  it('holds what is merged as one, also of documents that were read before the merge', async () => {
    const formula = writeKnowledge('Oxides', ['*Al2O3* resembles *ZrO2*.'])
    const word = writeKnowledge('Ceramics', ['*alumina* resembles *nacre*.'])
    const { graph } = await openKnowledge([formula])
    const follow = followGraph(graph)
    const id = entityNamed('Al2O3').id
    const alone = await follow()
    expect(alone.idOf(alone.nodeOf(id)!)).toBe(id)
    await graph.putDocument(word)
    const both = await follow()
    const node = both.nodeOf(id)!
    expect(both.idOf(node)).toBe(entityNamed('alumina').id)
    expect([...both.relations().subjects]).toEqual([node, node])
    const { offsets, neighbours } = both.rows()
    const around = Array.from(neighbours.slice(offsets[node], offsets[node + 1]), (other) => both.idOf(other))
    const passages = [formula, word].map(({ chunks }) => chunks[0]!.id)
    expect(around).toEqual(expect.arrayContaining([...passages, entityNamed('ZrO2').id, entityNamed('nacre').id]))
    const [merge] = await graph.listMerges()
    await graph.undoMerge(merge!.id)
    expect((await follow()).idOf(both.nodeOf(id)!)).toBe(id)
    await graph.redoMerge(merge!.id)
    expect((await follow()).idOf(both.nodeOf(id)!)).toBe(entityNamed('alumina').id)
    await graph.deleteDocument(word.document.id)
    const again = await follow()
    expect(again.idOf(again.nodeOf(id)!)).toBe(id)
  })

  it('follows the store: what came and went leaves what a fresh reading gives', async () => {
    const [first, second, third, fourth] = documents as [
      DocumentKnowledge,
      DocumentKnowledge,
      DocumentKnowledge,
      DocumentKnowledge,
    ]
    const { graph } = await openKnowledge([first, second])
    const follow = followGraph(graph)
    expect(contents(await follow())).toEqual(await contentsOf([first, second]))
    await graph.deleteDocument(first.document.id)
    await graph.putDocument(third)
    expect(contents(await follow())).toEqual(await contentsOf([second, third]))
    await graph.putDocument(fourth)
    await graph.deleteDocument(second.document.id)
    await graph.putDocument(first)
    const [snapshot, same] = await Promise.all([follow(), follow()])
    expect(same).toBe(snapshot)
    expect(contents(snapshot)).toEqual(await contentsOf([first, third, fourth]))
    for (const { document } of documents) await graph.deleteDocument(document.id)
    expect(contents(await follow())).toEqual([])
  })
})
