import type { NeighbourhoodEdge, NeighbourhoodGraph, NeighbourhoodNode } from '#agents/report/neighbourhood-graph.ts'
import { isNamedRelation } from '#agents/report/is-named-relation.ts'
import { createRandom } from '#agents/tasks/create-random.ts'
import type { Box, Frame } from './box.ts'
import { layoutCost } from './layout-cost.ts'
import { routeEdge, type Route } from './route-edge.ts'
import { separateBoxes } from './separate-boxes.ts'
import { simulateForces } from './simulate-forces.ts'
import { textWidth } from './text-size.ts'
import { wrapLabel } from './wrap-label.ts'

/** A box with the lines of text in it. */
export interface PlacedText extends Box {
  readonly lines: readonly string[]
}

export interface PlacedNode extends PlacedText {
  readonly node: NeighbourhoodNode
}

export interface PlacedEdge {
  readonly edge: NeighbourhoodEdge
  readonly ends: readonly [PlacedNode, PlacedNode]
  /** Absent for mere co-occurrence, which is drawn without words. */
  readonly label: PlacedText | undefined
  readonly route: Route
}

/** A picture in pixels: no box lies over another, all lie in the frame. */
export interface GraphLayout extends Frame {
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
}

/** Sizes of text in pixels. */
export const fontSizes = { task: 15, around: 13, label: 11.5, lineHeight: 1.25 } as const
const margin = 8
/** Room around the words of an edge, so that some of its line and its arrow head can be seen. */
export const labelPadding = { across: 26, down: 16 }
const tries = 20

/**
 * Places the nodes and the labels of the edges of a graph: a force simulation (d3-force) in which labels are bodies on
 * their edges, from `tries` fixed starting points; of these the picture with the lowest cost. No chance is involved: the
 * same graph gives the same numbers. The frame has the given width and as much height as is needed.
 */
export function layoutGraph(
  graph: NeighbourhoodGraph,
  { width, lineLength }: { width: number; lineLength: number },
): GraphLayout {
  const area = graph.nodes.length * 22_000 + graph.edges.length * 8_500
  const frame = { width, height: Math.max(240, area / width) }
  let best: { layout: GraphLayout; cost: number } | undefined
  for (let seed = 1; seed <= tries; seed += 1) {
    const layout = layoutOnce(graph, { frame, lineLength, seed })
    const boxes = boxesOf(layout)
    const cost = layoutCost(boxes, layout.edges) + layout.height / 100
    if (best === undefined || cost < best.cost) best = { layout, cost }
  }
  return best!.layout
}

/** Every box of a picture: nodes, then labels. */
export function boxesOf({ nodes, edges }: GraphLayout): PlacedText[] {
  return [...nodes, ...edges.flatMap(({ label }) => label ?? [])]
}

function layoutOnce(
  graph: NeighbourhoodGraph,
  options: { frame: Frame; lineLength: number; seed: number },
): GraphLayout {
  const { frame, lineLength, seed } = options
  const random = createRandom(seed)
  const place = (): { x: number; y: number } => ({
    x: random.below(frame.width),
    y: random.below(Math.round(frame.height)),
  })
  const nodes = graph.nodes.map((node): PlacedNode => {
    const lines = wrapLabel(node.entity.name, lineLength)
    return {
      node,
      ...textBox(
        lines,
        fontSizes[node.role],
        node.role === 'task' ? { across: 34, down: 17 } : { across: 24, down: 16 },
      ),
      ...place(),
    }
  })
  const byId = new Map(nodes.map((node) => [node.node.entity.id, node]))
  const bodies = graph.edges.flatMap((edge) => {
    const [from, to] = [byId.get(edge.relation.subjectId), byId.get(edge.relation.objectId)]
    if (from === undefined || to === undefined || from === to) return []
    const lines = wrapLabel(edge.relation.predicate, 18)
    const label: PlacedText | undefined = isNamedRelation(edge.relation)
      ? { ...textBox(lines, fontSizes.label, labelPadding), ...place() }
      : undefined
    return [{ edge, ends: [from, to] as const, label }]
  })
  simulateForces(nodes, bodies, frame, random)
  const boxes = [...nodes, ...bodies.flatMap(({ label }) => label ?? [])]
  separateBoxes(boxes, frame, margin)
  const height = cropToBoxes(boxes, frame.width)
  const edges = bodies.map((body) => ({ ...body, route: routeEdge(...body.ends, body.label) }))
  return { width: frame.width, height, nodes, edges }
}

function textBox(lines: readonly string[], fontSize: number, padding: { across: number; down: number }): PlacedText {
  return {
    lines,
    x: 0,
    y: 0,
    width: Math.ceil(Math.max(...lines.map((line) => textWidth(line, fontSize))) + padding.across),
    height: Math.ceil(lines.length * fontSize * fontSizes.lineHeight + padding.down),
  }
}

/** Moves all boxes to the middle of the width and the top of the frame; the height that is needed. */
function cropToBoxes(boxes: readonly Box[], width: number): number {
  const left = Math.min(...boxes.map((box) => box.x - box.width / 2))
  const right = Math.max(...boxes.map((box) => box.x + box.width / 2))
  const top = Math.min(...boxes.map((box) => box.y - box.height / 2))
  for (const box of boxes) {
    box.x += (width - left - right) / 2
    box.y += margin - top
  }
  return boxes.length === 0 ? 2 * margin : Math.ceil(Math.max(...boxes.map((box) => box.y + box.height / 2)) + margin)
}
