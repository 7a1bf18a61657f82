import { expect, test } from 'vitest'
import { findCutNodes } from '#agents/grow/find-cut-nodes.ts'
import { fitPowerLaw } from '#agents/grow/fit-power-law.ts'
import type { GrownGraph } from '#agents/grow/grown-graph.ts'
import { coreNumbers, measureTriangles } from '#agents/grow/local-structure.ts'
import { measureGraph } from '#agents/grow/measure-graph.ts'
import { createRandom } from '#core/create-random.ts'

function graphOf(count: number, edges: readonly (readonly [number, number])[]): GrownGraph {
  return {
    nodes: Array.from({ length: count }, (_, index) => ({ name: `n${index}`, names: [`n${index}`], iterations: [1] })),
    edges: edges.map(([from, to]) => ({ from, to, type: 'RELATES_TO', iterations: [1], chunkIds: [], isKnown: true })),
  }
}

/** Two triangles that hang together by one edge, and a node alone. */
const dumbbell = graphOf(7, [
  [0, 1],
  [1, 2],
  [2, 0],
  [3, 4],
  [4, 5],
  [5, 3],
  [2, 3],
])

test('two triangles and a bridge, by hand', () => {
  const measures = measureGraph(dumbbell)
  expect(measures).toMatchObject({
    nodes: 7,
    edges: 7,
    maximumDegree: 3,
    components: 2,
    largestComponent: 6,
    largestCore: 2,
    diameter: 3,
    articulationPoints: 2,
    newlyConnected: 0,
    communities: 3,
  })
  expect(measures.averageDegree).toBeCloseTo(2, 10)
  // Nodes 2 and 3: one link of three pairs; the other four: one of one; the lone one: none.
  expect(measures.averageClustering).toBeCloseTo((2 * (1 / 3) + 4) / 7, 10)
  expect(measures.transitivity).toBeCloseTo(6 / 10, 10)
  expect(measures.averagePath).toBeCloseTo(27 / 15, 10)
  expect(measures.modularity).toBeCloseTo(6 / 7 - 1 / 2, 10)
  expect(measures.assortativity).toBeCloseTo(-1 / 6, 10)
  expect(new Set(measures.hubs.slice(0, 2))).toEqual(new Set(['n2', 'n3']))
  expect(new Set(measures.bridges)).toEqual(new Set(['n2', 'n3']))
})

test('what was apart and now hangs together is counted, bridges are followed', () => {
  const before = graphOf(4, [
    [0, 1],
    [2, 3],
  ])
  const after = graphOf(4, [
    [0, 1],
    [2, 3],
    [1, 2],
  ])
  const { newlyConnected } = measureGraph(after, { graph: before, measures: measureGraph(before) })
  // Half of all ordered draws, a node with itself included, lie in different halves.
  expect(newlyConnected).toBeGreaterThan(400)
  expect(newlyConnected).toBeLessThan(600)
  expect(measureGraph(dumbbell, { graph: dumbbell, measures: measureGraph(dumbbell) })).toMatchObject({
    newlyConnected: 0,
    bridgesKept: 1,
  })
})

test('an empty graph has figures, too', () => {
  expect(measureGraph(graphOf(0, []))).toMatchObject({ nodes: 0, edges: 0, averagePath: 0, modularity: 0 })
})

test('cut nodes are those without which there are more components, in random graphs', () => {
  const random = createRandom(7)
  for (let round = 0; round < 60; round++) {
    const count = 2 + random.below(9)
    const neighbours: Set<number>[] = Array.from({ length: count }, () => new Set())
    for (let edge = 0; edge < random.below(2 * count); edge++) {
      const [a, b] = [random.below(count), random.below(count)]
      if (a === b) continue
      neighbours[a]!.add(b)
      neighbours[b]!.add(a)
    }
    const lists = neighbours.map((set) => [...set])
    const components = (without: number): number => {
      const seen = new Set([without])
      let found = 0
      for (let start = 0; start < count; start++) {
        if (seen.has(start)) continue
        found++
        const waiting = [start]
        seen.add(start)
        for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
          for (const other of lists[node]!) {
            if (seen.has(other)) continue
            seen.add(other)
            waiting.push(other)
          }
        }
      }
      return found
    }
    const expected = lists.flatMap((list, node) => (list.length > 0 && components(node) > components(-1) ? [node] : []))
    expect(findCutNodes(lists)).toEqual(expected)
  }
})

test('cores and triangles of a clique with a tail', () => {
  const neighbours = [[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2, 4], [3]]
  expect(coreNumbers(neighbours)).toEqual([3, 3, 3, 3, 1])
  expect(measureTriangles(neighbours).transitivity).toBeCloseTo(12 / 15, 10)
})

test('the exponent of degrees drawn from a power law is found again', () => {
  const random = createRandom(3)
  // Whole numbers of a tail with exponent 2.5 by inverting its distribution.
  const degrees = Array.from({ length: 20_000 }, () =>
    Math.floor(4.5 * (1 - random.below(2 ** 32) / 2 ** 32) ** (-1 / 1.5) + 0.5),
  )
  const { exponent, distance } = fitPowerLaw(degrees)
  expect(exponent).toBeGreaterThan(2.4)
  expect(exponent).toBeLessThan(2.6)
  expect(distance).toBeLessThan(0.02)
  expect(fitPowerLaw([1, 2, 3])).toEqual({ exponent: 0, distance: 0 })
})
