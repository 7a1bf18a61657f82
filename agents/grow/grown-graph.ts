import type { GrowthEdge, GrowthStep } from '#core/growth.ts'
import type { Embedder } from '#models/embedder.ts'

export interface GrownNode {
  /** The name it was first called by. */
  readonly name: string
  /** Every name that is taken for it. */
  readonly names: readonly string[]
  /** Iterations that thought of it. */
  readonly iterations: readonly number[]
}

export interface GrownEdge {
  /** Indices into the nodes. */
  readonly from: number
  readonly to: number
  readonly type: GrowthEdge['type']
  readonly iterations: readonly number[]
  readonly chunkIds: readonly string[]
  readonly isKnown: boolean
}

/** The union of what was thought of in the iterations of a run. */
export interface GrownGraph {
  readonly nodes: readonly GrownNode[]
  readonly edges: readonly GrownEdge[]
}

/** Cosine from which two names are one thing, with all-MiniLM-L6-v2. */
const sameFrom = 0.93
/** Symbols such as "E" stand for other things in other thoughts: they are never joined across iterations. */
const shortest = 3

/** Cosines of names cost a model call each time: what was embedded once is remembered. */
export type NameVectors = Map<string, Float32Array>

/**
 * Joins the steps of a run: names that are equal but for case are one thing, and so, transitively, are names whose vectors
 * have a cosine of 0.93 or more (union-find). Every iteration and chunk behind a node or edge is kept; what would relate a
 * thing to itself is left out. Steps that were undone count for nothing. The same steps give the same graph.
 */
export async function joinSteps(
  steps: readonly GrowthStep[],
  embedder: Pick<Embedder, 'embed'>,
  vectors: NameVectors = new Map(),
): Promise<GrownGraph> {
  const live = steps.filter(({ isUndone }) => isUndone !== true).toSorted((a, b) => a.iteration - b.iteration)
  const places = new Map<string, { readonly name: string; readonly iterations: Set<number> }>()
  const keyOf = (name: string, iteration: number): string =>
    name.length < shortest ? `${name} ${iteration}` : name.toLowerCase()
  for (const { iteration, edges } of live) {
    for (const name of edges.flatMap(({ subject, object }) => [subject, object])) {
      const key = keyOf(name, iteration)
      const place = places.get(key) ?? { name, iterations: new Set() }
      place.iterations.add(iteration)
      places.set(key, place)
    }
  }
  const keys = [...places.keys()]
  const parents = keys.map((_, index) => index)
  const rootOf = (index: number): number => (parents[index] === index ? index : rootOf(parents[index]!))
  await embedNames(
    keys.map((key) => places.get(key)!.name),
    embedder,
    vectors,
  )
  for (const [a, key] of keys.entries()) {
    const nameA = places.get(key)!.name
    for (let b = 0; b < a; b++) {
      const nameB = places.get(keys[b]!)!.name
      if (nameA.length < shortest || nameB.length < shortest) continue
      if (dot(vectors.get(nameA)!, vectors.get(nameB)!) >= sameFrom) parents[rootOf(a)] = rootOf(b)
    }
  }
  const members = Map.groupBy(keys, (_, index) => rootOf(index))
  const roots = [...members.keys()].toSorted((a, b) => a - b)
  const placeOfRoot = new Map(roots.map((root, place) => [root, place]))
  const nodes = roots.map((root): GrownNode => {
    const group = members.get(root)!.map((key) => places.get(key)!)
    return {
      name: places.get(keys[root]!)!.name,
      names: [...new Set(group.map(({ name }) => name))],
      iterations: [...new Set(group.flatMap(({ iterations }) => [...iterations]))].toSorted((a, b) => a - b),
    }
  })
  const indexOfKey = new Map(keys.map((key, index) => [key, index]))
  const nodeOf = (name: string, iteration: number): number =>
    placeOfRoot.get(rootOf(indexOfKey.get(keyOf(name, iteration))!))!
  const joined = new Map<string, { edge: GrownEdge; iterations: Set<number>; chunkIds: Set<string> }>()
  for (const { iteration, edges } of live) {
    for (const { subject, object, type, origin, chunkIds } of edges) {
      const [from, to] = [nodeOf(subject, iteration), nodeOf(object, iteration)]
      if (from === to) continue
      const key = `${from} ${type} ${to}`
      const isKnown = origin === 'graph'
      const known = joined.get(key) ?? {
        edge: { from, to, type, iterations: [], chunkIds: [], isKnown },
        iterations: new Set(),
        chunkIds: new Set(),
      }
      known.iterations.add(iteration)
      for (const id of chunkIds) known.chunkIds.add(id)
      joined.set(key, { ...known, edge: { ...known.edge, isKnown: known.edge.isKnown || isKnown } })
    }
  }
  const edges = [...joined.values()].map(({ edge, iterations, chunkIds }) => ({
    ...edge,
    iterations: [...iterations].toSorted((a, b) => a - b),
    chunkIds: [...chunkIds].toSorted(),
  }))
  return { nodes, edges }
}

async function embedNames(
  names: readonly string[],
  embedder: Pick<Embedder, 'embed'>,
  vectors: NameVectors,
): Promise<void> {
  const left = [...new Set(names)].filter((name) => !vectors.has(name))
  if (left.length === 0) return
  const found = await embedder.embed(left)
  for (const [index, name] of left.entries()) vectors.set(name, found[index]!)
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0)
}
