/** An undirected, weighted graph as compressed sparse rows; every edge stands in the rows of both its ends. */
export interface CompressedRows {
  readonly nodes: number
  /** Where the row of each node begins in `neighbours`; `nodes + 1` entries. */
  readonly offsets: Uint32Array
  /** Ascending within a row, each neighbour once. */
  readonly neighbours: Uint32Array
  readonly weights: Float32Array
  /** Sum of the weights of each row. */
  readonly strengths: Float64Array
  /** The largest share of its own weight that a neighbour gives to each node: what one of them can at most pass on. */
  readonly largestShares: Float64Array
}

/** Edges as parallel lists: edge `i` joins `from[i]` and `to[i]`, each below `nodes`. */
export interface EdgeList {
  readonly nodes: number
  readonly from: Uint32Array
  readonly to: Uint32Array
  readonly weights?: Float32Array
}

/** The rows of a graph in O(nodes + edges). Parallel edges become one with the sum of their weights; loops are left out. */
export function compressRows({ nodes, from, to, weights }: EdgeList): CompressedRows {
  // Two counting sorts, by column and then by row: the second keeps the order of the first, so rows come out sorted.
  const ends = from.length * 2
  const columns = countEnds(nodes, from, to)
  const byColumn = new Uint32Array(ends)
  const place = columns.slice()
  for (let end = 0; end < ends; end++) byColumn[place[farEnd(end)]!++] = end
  const starts = columns
  place.set(starts)
  const sorted = new Uint32Array(ends)
  for (let at = 0; at < ends; at++) {
    const end = byColumn[at]!
    sorted[place[nearEnd(end)]!++] = end
  }

  const offsets = new Uint32Array(nodes + 1)
  const neighbours = new Uint32Array(ends)
  const merged = new Float32Array(ends)
  const strengths = new Float64Array(nodes)
  let count = 0
  for (let node = 0; node < nodes; node++) {
    offsets[node] = count
    for (let at = starts[node]!; at < starts[node + 1]!; at++) {
      const end = sorted[at]!
      const neighbour = farEnd(end)
      if (neighbour === node) continue
      const weight = weights === undefined ? 1 : weights[end >>> 1]!
      if (count > offsets[node]! && neighbours[count - 1] === neighbour) merged[count - 1]! += weight
      else {
        neighbours[count] = neighbour
        merged[count++] = weight
      }
    }
    for (let at = offsets[node]!; at < count; at++) strengths[node]! += merged[at]!
  }
  offsets[nodes] = count
  const largestShares = new Float64Array(nodes)
  for (let node = 0; node < nodes; node++) {
    let largest = 0
    for (let at = offsets[node]!; at < offsets[node + 1]!; at++) {
      largest = Math.max(largest, merged[at]! / strengths[neighbours[at]!]!)
    }
    largestShares[node] = largest
  }
  const used = { neighbours: neighbours.slice(0, count), weights: merged.slice(0, count) }
  return { nodes, offsets, ...used, strengths, largestShares }

  /** Half edge `2 i` goes from `from[i]` to `to[i]`, `2 i + 1` back. */
  function nearEnd(end: number): number {
    return (end & 1) === 0 ? from[end >>> 1]! : to[end >>> 1]!
  }
  function farEnd(end: number): number {
    return (end & 1) === 0 ? to[end >>> 1]! : from[end >>> 1]!
  }
}

/** Where each node's half edges begin when they are sorted by node. */
function countEnds(nodes: number, from: Uint32Array, to: Uint32Array): Uint32Array {
  const starts = new Uint32Array(nodes + 1)
  for (let edge = 0; edge < from.length; edge++) {
    starts[from[edge]! + 1]!++
    starts[to[edge]! + 1]!++
  }
  for (let node = 0; node < nodes; node++) starts[node + 1]! += starts[node]!
  return starts
}
