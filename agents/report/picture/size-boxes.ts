import { isNamedRelation } from '#agents/report/is-named-relation.ts'
import type { NeighbourhoodGraph } from '#agents/report/neighbourhood-graph.ts'
import type { Random } from '#core/create-random.ts'
import type { Frame } from './box.ts'
import { fontSizes, labelPadding, type PlacedEnds, type PlacedNode, type PlacedText } from './graph-layout.ts'
import { textWidth } from './text-size.ts'
import { wrapLabel } from './wrap-label.ts'

const nodePadding = { task: { across: 42, down: 17 }, around: { across: 24, down: 16 } }
const longestPredicate = 18
/** Boxes begin close together: the forces then unfold the graph instead of having to undo knots. */
const spread = 160

/** Boxes as large as their text for all nodes and named edges, at random places around the middle of the frame. */
export function sizeBoxes(
  graph: NeighbourhoodGraph,
  { frame, lineLength, random }: { frame: Frame; lineLength: number; random: Random },
): { nodes: PlacedNode[]; edges: PlacedEnds[] } {
  const place = (): { x: number; y: number } => ({
    x: frame.width / 2 + random.below(spread) - spread / 2,
    y: frame.height / 2 + random.below(spread) - spread / 2,
  })
  const nodes = graph.nodes.map((node): PlacedNode => {
    const lines = wrapLabel(node.entity.name, lineLength)
    return { node, lines, ...place(), ...sizeOf(lines, fontSizes[node.role], nodePadding[node.role]) }
  })
  const byId = new Map(nodes.map((node) => [node.node.entity.id, node]))
  const edges = graph.edges.flatMap((edge): PlacedEnds[] => {
    const [from, to] = [byId.get(edge.relation.subjectId), byId.get(edge.relation.objectId)]
    if (from === undefined || to === undefined || from === to) return []
    const lines = wrapLabel(edge.relation.predicate, longestPredicate)
    const label: PlacedText = { lines, ...place(), ...sizeOf(lines, fontSizes.label, labelPadding) }
    return [{ edge, ends: [from, to], label: isNamedRelation(edge.relation) ? label : undefined }]
  })
  return { nodes, edges }
}

function sizeOf(lines: readonly string[], fontSize: number, padding: { across: number; down: number }): Frame {
  return {
    width: Math.ceil(Math.max(...lines.map((line) => textWidth(line, fontSize))) + padding.across),
    height: Math.ceil(lines.length * fontSize * fontSizes.lineHeight + padding.down),
  }
}
