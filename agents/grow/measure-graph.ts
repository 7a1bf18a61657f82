import { UndirectedGraph } from 'graphology'
import louvainModule from 'graphology-communities-louvain'
import betweennessModule from 'graphology-metrics/centrality/betweenness.js'
import { singleSourceLength } from 'graphology-shortest-path/unweighted.js'
import { createRandom } from '#core/create-random.ts'
import { findCutNodes } from './find-cut-nodes.ts'
import { fitPowerLaw } from './fit-power-law.ts'
import type { GrownGraph } from './grown-graph.ts'
import { coreNumbers, measureTriangles } from './local-structure.ts'

/** What a growing graph is like after an iteration; lengths in steps, over its largest component. */
export interface GraphMeasures {
  readonly nodes: number
  readonly edges: number
  readonly averageDegree: number
  readonly maximumDegree: number
  readonly components: number
  readonly largestComponent: number
  readonly averageClustering: number
  readonly transitivity: number
  readonly modularity: number
  readonly communities: number
  readonly averagePath: number
  readonly diameter: number
  readonly assortativity: number
  readonly largestCore: number
  readonly highestBetweenness: number
  readonly articulationPoints: number
  /** Pairs of nodes of the graph before that were not tied in any way then and are now, of up to 1,000 drawn. */
  readonly newlyConnected: number
  /** Most tied first. */
  readonly hubs: readonly string[]
  /** Nodes with neighbours in two or more communities, and the share of those before that still are. */
  readonly bridges: readonly string[]
  readonly bridgesKept: number
  /** Exponent of the tail of degrees and its distance from a power law (Kolmogorov-Smirnov); 0 where there are too few. */
  readonly powerLawExponent: number
  readonly powerLawDistance: number
}

const hubsTold = 5
const pairsDrawn = 1_000
/** Both packages are CommonJS: their one export is the module itself, which their types do not say. */
const louvain = louvainModule as unknown as typeof louvainModule.default
const betweenness = betweennessModule as unknown as (graph: UndirectedGraph) => Record<string, number>

/**
 * Measures a grown graph as the authors of the method do (arXiv 2502.13025), directions left out. `before` is the graph of
 * the iteration before with what was measured of it. The same graphs give the same figures.
 */
export function measureGraph(
  { nodes, edges }: GrownGraph,
  before?: { readonly graph: GrownGraph; readonly measures: GraphMeasures },
): GraphMeasures {
  const graph = toGraph({ nodes, edges })
  const neighbours = nodes.map((_, index) => graph.neighbors(index).map(Number))
  const degrees = neighbours.map(({ length }) => length)
  const componentOf = findComponents(neighbours)
  const sizes = countBy(componentOf)
  const [largest = -1, largestComponent = 0] = [...sizes].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? []
  const members = nodes.flatMap((_, index) => (componentOf[index] === largest ? [index] : []))
  const { averagePath, diameter } = measurePaths(members, graph)
  const random = createRandom(1)
  const found =
    graph.size === 0
      ? { modularity: 0, communities: {}, count: nodes.length }
      : louvain.detailed(graph, { rng: () => random.below(2 ** 32) / 2 ** 32 })
  const communities: Readonly<Record<string, number>> = found.communities
  const bridges = nodes.flatMap(({ name }, index) =>
    new Set(neighbours[index]!.map((other) => communities[String(other)])).size > 1 ? [name] : [],
  )
  const hubs = nodes.map((_, index) => index).toSorted((a, b) => degrees[b]! - degrees[a]! || a - b)
  const { exponent, distance } = fitPowerLaw(degrees)
  return {
    nodes: nodes.length,
    edges: edges.length,
    averageDegree: mean(degrees),
    maximumDegree: Math.max(0, ...degrees),
    components: sizes.size,
    largestComponent,
    ...measureTriangles(neighbours),
    modularity: found.modularity,
    communities: found.count,
    averagePath,
    diameter,
    assortativity: measureAssortativity(graph, degrees),
    largestCore: Math.max(0, ...coreNumbers(neighbours)),
    highestBetweenness: graph.size === 0 ? 0 : Math.max(0, ...Object.values(betweenness(graph))),
    articulationPoints: findCutNodes(neighbours).length,
    newlyConnected: before === undefined ? 0 : countNewlyConnected({ nodes, edges }, componentOf, before.graph),
    hubs: hubs.slice(0, hubsTold).map((index) => nodes[index]!.name),
    bridges,
    bridgesKept: before === undefined ? 0 : shareKept(before.measures.bridges, bridges),
    powerLawExponent: exponent,
    powerLawDistance: distance,
  }
}

function toGraph({ nodes, edges }: GrownGraph): UndirectedGraph {
  const graph = new UndirectedGraph()
  for (const index of nodes.keys()) graph.addNode(index)
  for (const { from, to } of edges) graph.mergeUndirectedEdge(from, to)
  return graph
}

/** The number of the component of each node. */
function findComponents(neighbours: readonly (readonly number[])[]): readonly number[] {
  const component: number[] = neighbours.map(() => -1)
  for (const start of neighbours.keys()) {
    if (component[start] !== -1) continue
    const waiting = [start]
    component[start] = start
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      for (const other of neighbours[node]!) {
        if (component[other] !== -1) continue
        component[other] = start
        waiting.push(other)
      }
    }
  }
  return component
}

function measurePaths(members: readonly number[], graph: UndirectedGraph) {
  let sum = 0
  let diameter = 0
  for (const start of members) {
    for (const distance of Object.values(singleSourceLength(graph, start))) {
      sum += distance
      diameter = Math.max(diameter, distance)
    }
  }
  const pairs = members.length * (members.length - 1)
  return { averagePath: pairs === 0 ? 0 : sum / pairs, diameter }
}

/** Correlation of the degrees at both ends of an edge (Newman, cond-mat/0205405, equation 4); 0 where all are equal. */
function measureAssortativity(graph: UndirectedGraph, degrees: readonly number[]): number {
  let [products, sums, squares] = [0, 0, 0]
  graph.forEachEdge((_edge, _attributes, source, target) => {
    const [a, b] = [degrees[Number(source)]!, degrees[Number(target)]!]
    products += a * b
    sums += (a + b) / 2
    squares += (a * a + b * b) / 2
  })
  const count = graph.size
  const variance = squares / count - (sums / count) ** 2
  return count === 0 || variance < 1e-12 ? 0 : (products / count - (sums / count) ** 2) / variance
}

function countNewlyConnected(after: GrownGraph, componentAfter: readonly number[], before: GrownGraph): number {
  const random = createRandom(before.nodes.length)
  const componentBefore = findComponents(neighboursOf(before))
  const placeAfter = new Map(after.nodes.flatMap(({ names }, index) => names.map((name) => [name, index] as const)))
  let connected = 0
  for (let draw = 0; draw < pairsDrawn && before.nodes.length > 1; draw++) {
    const [a, b] = [random.below(before.nodes.length), random.below(before.nodes.length)]
    if (componentBefore[a] === componentBefore[b]) continue
    const [nowA, nowB] = [a, b].map((index) => placeAfter.get(before.nodes[index]!.name))
    if (nowA !== undefined && nowB !== undefined && componentAfter[nowA] === componentAfter[nowB]) connected += 1
  }
  return connected
}

function neighboursOf(graph: GrownGraph): readonly (readonly number[])[] {
  const undirected = toGraph(graph)
  return graph.nodes.map((_, index) => undirected.neighbors(index).map(Number))
}

function shareKept(before: readonly string[], now: readonly string[]): number {
  const left = new Set(now)
  return before.length === 0 ? 0 : before.filter((name) => left.has(name)).length / before.length
}

function countBy(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
