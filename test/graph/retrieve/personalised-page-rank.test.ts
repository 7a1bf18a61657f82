import { describe, expect, it } from 'vitest'
import { compressRows, type EdgeList } from '#graph/retrieve/compress-rows.ts'
import { personalisedPageRank } from '#graph/retrieve/personalised-page-rank.ts'
import { makeRandom } from '#test/make-random.ts'

function randomGraph(seed: number, nodes: number, edges: number): EdgeList {
  const random = makeRandom(seed)
  const ends = (): Uint32Array => Uint32Array.from({ length: edges }, () => Math.floor(random.next() * nodes))
  return { nodes, from: ends(), to: ends(), weights: Float32Array.from({ length: edges }, () => 1 + random.next()) }
}

/** The same by a dense matrix and a hundred plain steps; walks at dead ends start anew. */
function exactly(
  { nodes, from, to, weights }: EdgeList,
  seeds: ReadonlyMap<number, number>,
  damping: number,
): number[] {
  const matrix = Array.from({ length: nodes }, () => new Float64Array(nodes))
  for (let edge = 0; edge < from.length; edge++) {
    const [a, b] = [from[edge]!, to[edge]!]
    if (a === b) continue
    matrix[a]![b]! += weights?.[edge] ?? 1
    matrix[b]![a]! += weights?.[edge] ?? 1
  }
  const strengths = matrix.map((row) => row.reduce((sum, weight) => sum + weight, 0))
  const total = [...seeds.values()].reduce((sum, weight) => sum + weight, 0)
  const restart = Array.from({ length: nodes }, (_, node) => (seeds.get(node) ?? 0) / total)
  let scores = restart
  for (let step = 0; step < 100; step++) {
    const stuck = scores.reduce((sum, score, node) => sum + (strengths[node] === 0 ? score : 0), 0)
    scores = restart.map((share, node) => {
      const inflow = scores.reduce(
        (sum, score, other) => sum + (strengths[other] === 0 ? 0 : (score * matrix[other]![node]!) / strengths[other]!),
        0,
      )
      return (1 - damping) * share + damping * (inflow + stuck * share)
    })
  }
  return scores
}

describe('rows of a graph', () => {
  it('merge parallel edges, leave out loops and stand sorted at both ends', () => {
    const rows = compressRows({ nodes: 4, from: Uint32Array.of(2, 0, 1, 3, 2), to: Uint32Array.of(0, 2, 0, 3, 1) })
    expect([...rows.offsets]).toEqual([0, 2, 4, 6, 6])
    expect([...rows.neighbours]).toEqual([1, 2, 0, 2, 0, 1])
    expect([...rows.weights]).toEqual([1, 2, 1, 1, 2, 1])
    expect([...rows.strengths]).toEqual([3, 2, 3, 0])
  })
})

describe('personalised PageRank', () => {
  it.each([1, 2, 3, 4, 5])('is that of the dense matrix, graph %d', (seed) => {
    const graph = randomGraph(seed, 60, 70)
    const seeds = new Map([
      [seed, 1],
      [7, 0.5],
      [20, 2],
    ])
    for (const damping of [0.5, 0.85]) {
      const exact = exactly(graph, seeds, damping)
      const found = personalisedPageRank(compressRows(graph), seeds, { damping, top: 10 })
      const order = exact.map((score, node) => ({ score, node })).sort((a, b) => b.score - a.score)
      expect(found.top.map(({ node }) => node)).toEqual(order.slice(0, 10).map(({ node }) => node))
      for (const [node, score] of found.scores.entries()) {
        expect(score).toBeLessThanOrEqual(exact[node]! + 1e-9)
        expect(score).toBeGreaterThanOrEqual(exact[node]! - found.error - 1e-9)
      }
    }
  })

  it('orders equal nodes by number and ends', () => {
    const star = { nodes: 4, from: Uint32Array.of(0, 0, 0), to: Uint32Array.of(1, 2, 3) }
    const { top } = personalisedPageRank(compressRows(star), [[0, 1]], { top: 3 })
    expect(top.map(({ node }) => node)).toEqual([0, 1, 2])
    expect(top[1]?.score).toBeCloseTo(top[2]!.score, 9)
  })

  it('has nothing to tell without seeds, and only the seed where it has no edges', () => {
    const rows = compressRows({ nodes: 3, from: Uint32Array.of(0), to: Uint32Array.of(1) })
    expect(personalisedPageRank(rows, [[1, 0]]).top).toEqual([])
    expect(personalisedPageRank(rows, [[2, 5]]).top).toEqual([{ node: 2, score: 1 }])
  })
})
