import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gatherNeighbourhood } from '#agents/report/gather-neighbourhood.ts'
import { isNamedRelation } from '#agents/report/is-named-relation.ts'
import type { Task } from '#core/task.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { makeRecords } from '#test/make-records.ts'

let folder: string
let graph: GraphStore
let task: Task

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nacre-report-'))
  graph = openSqliteGraphStore(join(folder, 'graph.sqlite'))
  const documents = [1, 2, 3, 4].map((seed) => makeKnowledge({ seed }))
  for (const document of documents) await graph.putDocument(document)
  const knowledge = documents[0]!
  const evidence = knowledge.knowledge[0]!.evidence[0]!
  const { task: made } = makeRecords([knowledge])
  const { chunkId, start, end, sentence } = evidence
  task = { ...made, keySentence: { chunkId, documentId: knowledge.document.id, start, end, text: sentence } }
})

afterAll(async () => {
  await graph.close()
  await rm(folder, { recursive: true })
})

describe('the neighbourhood of a task', () => {
  test('begins with what the key sentence names', async () => {
    const { nodes, edges } = await gatherNeighbourhood(task, graph, { limit: 12 })
    const own = nodes.filter(({ role }) => role === 'task').map(({ entity }) => entity.name)
    expect(own.length).toBeGreaterThan(0)
    for (const name of own) expect(task.keySentence.text.toLowerCase()).toContain(name.toLowerCase())
    expect(edges.some(({ evidence }) => evidence.sentence === task.keySentence.text)).toBe(true)
  })

  test.each([1, 4, 9, 25])('at most %i entities, each reached from those, no two joined twice', async (limit) => {
    const { nodes, edges } = await gatherNeighbourhood(task, graph, { limit })
    expect(nodes.length).toBeLessThanOrEqual(limit)
    const reached = new Set(nodes.filter(({ role }) => role === 'task').map(({ entity }) => entity.id))
    for (const { relation } of edges) {
      expect(reached.has(relation.subjectId) || reached.has(relation.objectId)).toBe(true)
      reached.add(relation.subjectId).add(relation.objectId)
    }
    expect(new Set(nodes.map(({ entity }) => entity.id))).toEqual(reached)
    const pairs = edges.map(({ relation }) => [relation.subjectId, relation.objectId].sort().join(' '))
    expect(new Set(pairs).size).toBe(pairs.length)
    expect(edges.some(({ relation }) => relation.subjectId === relation.objectId)).toBe(false)
  })

  test('relations with a verb go first', async () => {
    const { edges } = await gatherNeighbourhood(task, graph, { limit: 12 })
    expect(edges.every(({ relation }) => isNamedRelation(relation))).toBe(true)
  })

  test('is the same every time', async () => {
    expect(await gatherNeighbourhood(task, graph, { limit: 12 })).toEqual(
      await gatherNeighbourhood(task, graph, { limit: 12 }),
    )
  })
})
