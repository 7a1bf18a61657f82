import { UndirectedGraph } from 'graphology'
import louvainModule from 'graphology-communities-louvain'
import type { Picture } from '#web/picture/picture.ts'
import { communityColours } from '#web/parts/entity-colours.ts'

/** The package is CommonJS: its one export is the module itself, which its types do not say. */
const louvain = louvainModule as unknown as typeof louvainModule.default

/** A colour for each thing by the group it belongs to in what is shown (Louvain); largest groups get the first colours. */
export function colourByCommunity({ nodes, edges }: Picture): (id: string) => string {
  const graph = new UndirectedGraph()
  for (const id of nodes.keys()) graph.addNode(id)
  for (const { source, target } of edges.values()) {
    if (source !== target && graph.hasNode(source) && graph.hasNode(target)) graph.mergeEdge(source, target)
  }
  const groups = graph.size === 0 ? {} : louvain(graph, { randomWalk: false })
  const sizes = new Map<number, number>()
  for (const group of Object.values(groups)) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const order = [...sizes].sort(([a, most], [b, least]) => least - most || a - b).map(([group]) => group)
  const ranks = new Map(order.map((group, rank) => [group, rank]))
  return (id) => communityColours[(ranks.get(groups[id] ?? -1) ?? 9) % communityColours.length] ?? '#7d8793'
}
