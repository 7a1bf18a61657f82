import { UndirectedGraph } from 'graphology'
import louvainModule from 'graphology-communities-louvain'
import type { Picture } from '#web/picture/picture.ts'
import { communityColours } from '#web/parts/entity-colours.ts'

/** The package is CommonJS: its one export is the module itself, which its types do not say. */
const louvain = louvainModule as unknown as typeof louvainModule.default

/** Things that belong together in what is shown. */
export interface Theme {
  /** Its thing with the most statements. */
  readonly name: string
  readonly size: number
  readonly colour: string
}

const rest = '#7d8793'

/** The themes of what is shown (Louvain), largest first, and each thing's colour; themes beyond the colours share a grey. */
export function groupByCommunity({ nodes, edges }: Picture): {
  readonly themes: readonly Theme[]
  readonly colourOf: (id: string) => string
} {
  const graph = new UndirectedGraph()
  for (const id of nodes.keys()) graph.addNode(id)
  for (const { source, target } of edges.values()) {
    if (source !== target && graph.hasNode(source) && graph.hasNode(target)) graph.mergeEdge(source, target)
  }
  const groupOf = graph.size === 0 ? {} : louvain(graph, { randomWalk: false })
  const members = Map.groupBy(Object.keys(groupOf), (id) => groupOf[id])
  const groups = [...members.values()].toSorted((a, b) => b.length - a.length)
  const colours = new Map<string, string>()
  const themes = groups.slice(0, communityColours.length).map((ids, rank) => {
    const colour = communityColours[rank] ?? rest
    for (const id of ids) colours.set(id, colour)
    const middle = ids.reduce((best, id) => (graph.degree(id) > graph.degree(best) ? id : best))
    return { name: nodes.get(middle)?.name ?? middle, size: ids.length, colour }
  })
  return { themes, colourOf: (id) => colours.get(id) ?? rest }
}
