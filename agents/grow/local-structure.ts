type Neighbours = readonly (readonly number[])[]

/**
 * Mean clustering coefficient (Watts and Strogatz 1998; nodes with fewer than two neighbours count 0) and transitivity
 * (three times the triangles over the paths of two edges).
 */
export function measureTriangles(neighbours: Neighbours): {
  readonly averageClustering: number
  readonly transitivity: number
} {
  const sets = neighbours.map((list) => new Set(list))
  let [clustering, closed, open] = [0, 0, 0]
  for (const list of neighbours) {
    let links = 0
    for (const [at, a] of list.entries()) for (const b of list.slice(at + 1)) if (sets[a]!.has(b)) links += 1
    const pairs = (list.length * (list.length - 1)) / 2
    if (pairs > 0) clustering += links / pairs
    closed += links
    open += pairs
  }
  return {
    averageClustering: neighbours.length === 0 ? 0 : clustering / neighbours.length,
    transitivity: open === 0 ? 0 : closed / open,
  }
}

/** The largest k for which a node is in the k-core: take away the least tied node again and again (Batagelj and Zaversnik, cs/0310049). */
export function coreNumbers(neighbours: Neighbours): readonly number[] {
  const degrees = neighbours.map(({ length }) => length)
  const left = new Set(neighbours.keys())
  const cores: number[] = neighbours.map(() => 0)
  let core = 0
  while (left.size > 0) {
    const next = [...left].reduce((best, node) => (degrees[node]! < degrees[best]! ? node : best))
    core = Math.max(core, degrees[next]!)
    cores[next] = core
    left.delete(next)
    for (const other of neighbours[next]!) if (left.has(other)) degrees[other]! -= 1
  }
  return cores
}
