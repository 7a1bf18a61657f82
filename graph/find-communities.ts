import { UndirectedGraph } from 'graphology'
import louvainModule from 'graphology-communities-louvain'
import { createRandom } from '#core/create-random.ts'
import type { GraphStore } from './graph-store.ts'
import { readConcepts, type Concept } from './read-concepts.ts'

/** Things that are tied to each other more than to the rest. */
export interface Community {
  /** The names of its most central things. */
  readonly name: string
  /** Most central first: weight of the statements inside the community, then id. */
  readonly members: readonly Concept[]
}

const namedAfter = 3
/** The package is CommonJS: its one export is the module itself, which its types do not say. */
const louvain = louvainModule as unknown as typeof louvainModule.default

/**
 * The communities of the graph by the Louvain method (Blondel and others, arXiv 0803.0476), largest first. A statement
 * weighs as many sentences as state it; things without statements are in none. The same graph and seed give the same
 * communities. `modularity` says how marked they are: 0 = as by chance, above 0.3 = marked.
 */
export async function findCommunities(
  store: Pick<GraphStore, 'dump'>,
  options: { seed: number },
): Promise<{ readonly communities: readonly Community[]; readonly modularity: number; readonly alone: number }> {
  const { concepts, statements } = await readConcepts(store)
  const things = new Map<string, Concept>()
  const graph = new UndirectedGraph()
  for await (const concept of concepts()) things.set(concept.id, concept)
  for await (const { subjectId, objectId, evidence } of statements()) {
    if (subjectId === objectId) continue
    graph.updateUndirectedEdge(subjectId, objectId, ({ weight = 0 }) => ({ weight: weight + evidence }))
  }
  const alone = things.size - graph.order
  if (graph.order === 0) return { communities: [], modularity: 0, alone }

  const random = createRandom(options.seed)
  const found = louvain.detailed(graph, { getEdgeWeight: 'weight', rng: () => random.below(2 ** 32) / 2 ** 32 })
  const groups = Map.groupBy(graph.nodes(), (id) => found.communities[id])
  const communities = [...groups.values()].map((ids): Community => {
    const inside = new Set(ids)
    const weight = new Map(ids.map((id) => [id, weightInside(graph, id, inside)]))
    const members = ids
      .toSorted((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0) || (a < b ? -1 : 1))
      .flatMap((id) => things.get(id) ?? [])
    const name = members.slice(0, namedAfter).map((member) => member.name)
    return { name: name.join(', '), members }
  })
  communities.sort((a, b) => b.members.length - a.members.length || (a.name < b.name ? -1 : 1))
  return { communities, modularity: found.modularity, alone }
}

function weightInside(graph: UndirectedGraph, id: string, inside: ReadonlySet<string>): number {
  return graph.reduceEdges(
    id,
    (sum, _edge, { weight }: { weight?: number }, source, target) =>
      inside.has(source === id ? target : source) ? sum + (weight ?? 0) : sum,
    0,
  )
}
