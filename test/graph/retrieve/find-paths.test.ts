import { describe, expect, it } from 'vitest'
import { findPaths } from '#graph/retrieve/find-paths.ts'
import { createGraphSnapshot, type GraphSnapshot } from '#graph/retrieve/graph-snapshot.ts'
import { statePaths } from '#graph/retrieve/state-paths.ts'
import { followGraph } from '#graph/retrieve/follow-graph.ts'
import { makeRandom } from '#test/make-random.ts'
import { openKnowledge } from '#test/open-knowledge.ts'
import { writeKnowledge } from '#test/write-knowledge.ts'

function snapshotOf(edges: readonly (readonly [string, string])[]): GraphSnapshot {
  const snapshot = createGraphSnapshot()
  const relations = edges.map(([subjectId, objectId], at) => ({ id: `r${at}`, chunkId: 'c', subjectId, objectId }))
  snapshot.put({ documentId: 'd', chunks: [{ id: 'c', entityIds: [] }], relations })
  return snapshot
}

/** All loopless paths of at most six relations, by plain search. */
function allPaths(edges: readonly (readonly [string, string])[], from: string, to: string): string[] {
  const beside = new Map<string, Set<string>>()
  for (const [a, b] of edges) {
    if (a === b) continue
    beside.set(a, (beside.get(a) ?? new Set()).add(b))
    beside.set(b, (beside.get(b) ?? new Set()).add(a))
  }
  const paths: { path: string[]; cost: number }[] = []
  const go = (path: string[], cost: number): void => {
    const last = path.at(-1)!
    if (last === to) paths.push({ path, cost })
    else if (path.length <= 6) {
      for (const next of beside.get(last) ?? []) {
        const least = Math.min(beside.get(last)!.size, beside.get(next)!.size)
        if (!path.includes(next)) go([...path, next], cost + 1 + Math.log(least))
      }
    }
  }
  go([from], 0)
  return paths
    .map(({ path, cost }) => `${cost.toFixed(6)} ${path.join('-')}`)
    .sort((a, b) => Number.parseFloat(a) - Number.parseFloat(b))
}

describe('paths', () => {
  it('are the cheapest ones, cheapest first', () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const random = makeRandom(seed)
      const pick = (): string => `e${Math.floor(random.next() * 9)}`
      const edges = Array.from({ length: 14 }, () => [pick(), pick()] as const)
      const found = findPaths(snapshotOf(edges), 'e0', 'e1', 5)
      const exact = allPaths(edges, 'e0', 'e1')
      expect(found.map(({ cost }) => cost.toFixed(6))).toEqual(exact.slice(0, 5).map((line) => line.split(' ')[0]))
      for (const { nodes, cost } of found) expect(exact).toContain(`${cost.toFixed(6)} ${nodes.join('-')}`)
    }
  })

  it('go round what is related to everything', () => {
    const hub = Array.from({ length: 30 }, (_, at) => ['hub', `x${at}`] as const)
    const around = [['a', 'hub'], ['hub', 'b'], ['a', 'm'], ['m', 'b'], ...hub] as const
    const busy = [...around, ...Array.from({ length: 12 }, (_, at) => [at % 2 === 0 ? 'a' : 'b', `y${at}`] as const)]
    expect(findPaths(snapshotOf(busy), 'a', 'b', 2).map(({ nodes }) => nodes[1])).toEqual(['m', 'hub'])
  })

  it('name all relations of a step, and none where there is no way', () => {
    const [path] = findPaths(
      snapshotOf([
        ['a', 'b'],
        ['b', 'a'],
        ['c', 'd'],
      ]),
      'a',
      'b',
      3,
    )
    expect(path).toMatchObject({ nodes: ['a', 'b'], relations: [['r0', 'r1']] })
    expect(
      findPaths(
        snapshotOf([
          ['a', 'b'],
          ['c', 'd'],
        ]),
        'a',
        'd',
        3,
      ),
    ).toEqual([])
    expect(findPaths(snapshotOf([['a', 'b']]), 'a', 'unknown', 3)).toEqual([])
  })

  it('come with their sentences', async () => {
    const { graph } = await openKnowledge([
      writeKnowledge('Shells', ['*nacre* is made of *aragonite* tablets.']),
      writeKnowledge('Minerals', ['*aragonite* turns into *calcite* when it is hot.']),
    ])
    const stores = { graph, snapshot: followGraph(graph) }
    const { paths } = await statePaths('nacre', 'calcite', { limit: 3 }, stores)
    expect(paths).toHaveLength(1)
    expect(paths[0]?.entities.map(({ name }) => name)).toEqual(['nacre', 'aragonite', 'calcite'])
    expect(paths[0]?.steps.map(([step]) => step?.evidence[0]?.sentence)).toEqual([
      'nacre is made of aragonite tablets.',
      'aragonite turns into calcite when it is hot.',
    ])
    await expect(statePaths('nacre', 'gold', { limit: 3 }, stores)).rejects.toMatchObject({ code: 'not-found' })
  })
})
