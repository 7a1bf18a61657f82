import type { CompressedRows } from './compress-rows.ts'

export interface PageRankOptions {
  /** Chance to walk on along an edge; otherwise the walk starts anew at a seed. 0.5 where not given (HippoRAG 2, arXiv 2502.14802). */
  readonly damping?: number
  /** The best nodes whose order has to be right; 20 where not given. */
  readonly top?: number
  /** The nodes that may be among the best; all where not given. */
  readonly among?: (node: number) => boolean
}

export interface PageRank {
  /** The best nodes, best first, ties by number. */
  readonly top: readonly { readonly node: number; readonly score: number }[]
  /** Of every node, within `error` of the exact value, never above it. */
  readonly scores: Float64Array
  readonly error: number
  readonly sweeps: number
}

/** Nodes whose scores differ by less are equal: a tie is never told apart by waiting. */
const leastGap = 1e-10
const mostSweeps = 500
/** As long as this much is missing, no order is certain. */
const worthLooking = 0.02

/**
 * Personalised PageRank of an undirected weighted graph by Gauss-Seidel sweeps: x = (1 - d) s + d W D⁻¹ x, where s are the
 * weights of the seeds, scaled to sum 1 (seeds of weight 0 or less and unknown nodes are ignored).
 *
 * Starting from nothing, each sweep only adds, and all scores together are 1 in the end: what is still missing from 1 is
 * the error of all scores together. A node gets its part of that through its neighbours, so its own score can grow by d
 * times the largest share a neighbour gives it, times what is missing and what the last sweep added. The sweeps stop as soon
 * as no pair of the best `top` nodes, and none that is outside, can change places any more: a certain result, long before
 * the scores themselves have settled.
 * A walk that ends at a node without edges starts anew at a seed.
 */
export function personalisedPageRank(
  rows: CompressedRows,
  seeds: Iterable<readonly [node: number, weight: number]>,
  { damping = 0.5, top = 20, among = () => true }: PageRankOptions = {},
): PageRank {
  const { nodes, strengths } = rows
  const restart = new Float64Array(nodes)
  let total = 0
  for (const [node, weight] of seeds) {
    if (!(weight > 0) || node >= nodes) continue
    restart[node]! += weight
    total += weight
  }
  if (total === 0) return { top: [], scores: restart, error: 0, sweeps: 0 }
  // What dead ends swallow comes back to the seeds in the same proportions: all scores grow by one factor.
  let expected = 0
  for (let node = 0; node < nodes; node++) {
    const share = restart[node]! / total
    restart[node] = (1 - damping) * share
    expected += strengths[node] === 0 ? (1 - damping) * share : share
  }

  // y = x / strength, so that an edge costs one read and one multiplication.
  const y = new Float64Array(nodes)
  const x = new Float64Array(nodes)
  const inverse = strengths.map((strength) => (strength === 0 ? 0 : 1 / strength))
  let error = expected
  let sweeps = 0
  let best: Best[] = []
  while (sweeps < mostSweeps) {
    const sum = sweep(rows, { restart, inverse, x, y }, damping)
    sweeps++
    const added = sum - (expected - error)
    error = Math.max(0, expected - sum)
    if (error > worthLooking) continue
    best = bestNodes(x, top, among)
    const bounds = { shares: rows.largestShares, mass: damping * (error + added), most: error }
    if (error < leastGap || isCertain(best, x, bounds, among)) break
  }
  const scores = x.map((value) => value / expected)
  return {
    top: best.map(({ node, score }) => ({ node, score: score / expected })),
    scores,
    error: error / expected,
    sweeps,
  }
}

interface State {
  readonly restart: Float64Array
  readonly inverse: Float64Array
  readonly x: Float64Array
  readonly y: Float64Array
}

/** Brings every node up to date with its neighbours, in place; gives the sum of all scores. */
function sweep(
  { nodes, offsets, neighbours, weights }: CompressedRows,
  { restart, inverse, x, y }: State,
  damping: number,
): number {
  let sum = 0
  let at = 0
  for (let node = 0; node < nodes; node++) {
    const end = offsets[node + 1]!
    let inflow = 0
    for (; at < end; at++) inflow += weights[at]! * y[neighbours[at]!]!
    const value = restart[node]! + damping * inflow
    x[node] = value
    y[node] = value * inverse[node]!
    sum += value
  }
  return sum
}

interface Best {
  readonly node: number
  readonly score: number
}

/** What each score can still grow by: its share of `mass`, `most` at most. */
interface Bounds {
  readonly shares: Float64Array
  readonly mass: number
  readonly most: number
}

/** Whether no two of the best, and none of the others, can still change places. */
function isCertain(
  best: readonly Best[],
  scores: Float64Array,
  { shares, mass, most }: Bounds,
  among: (node: number) => boolean,
): boolean {
  const growth = (node: number): number => Math.min(most, shares[node]! * mass)
  const last = best.at(-1)
  if (last === undefined) return false
  for (const [at, { score }] of best.entries()) {
    const next = best[at + 1]
    if (next !== undefined && score - next.score <= growth(next.node)) return false
  }
  const chosen = new Set(best.map(({ node }) => node))
  for (let node = 0; node < scores.length; node++) {
    if (scores[node]! + growth(node) >= last.score && !chosen.has(node) && among(node)) return false
  }
  return true
}

/** The nodes with the highest scores above 0, best first, ties by number. */
function bestNodes(scores: Float64Array, count: number, among: (node: number) => boolean): Best[] {
  const best: Best[] = []
  let least = 0
  for (let node = 0; node < scores.length; node++) {
    const score = scores[node]!
    if (score <= least || !among(node)) continue
    let at = best.length
    while (at > 0 && best[at - 1]!.score < score) at--
    best.splice(at, 0, { node, score })
    if (best.length > count) best.pop()
    if (best.length === count) least = best[count - 1]!.score
  }
  return best
}
