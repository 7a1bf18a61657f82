import type { NeighbourhoodGraph } from '#agents/report/neighbourhood-graph.ts'
import { createRandom } from '#core/create-random.ts'
import type { Box } from './box.ts'
import type { GraphLayout, PlacedEnds, PlacedText } from './graph-layout.ts'
import { layoutCost } from './layout-cost.ts'
import { refineLayout } from './refine-layout.ts'
import { routeEdge } from './route-edge.ts'
import { separateBoxes } from './separate-boxes.ts'
import { simulateForces } from './simulate-forces.ts'
import { sizeBoxes } from './size-boxes.ts'

const margin = 8
const tries = 6
const refinedTries = 3

/**
 * Places the nodes and the labels of the edges of a graph: a force simulation (d3-force) in which labels are bodies on
 * their edges, from a fixed number of seeded starting points; the best of these are refined and the one with the lowest cost is taken.
 * The same graph gives the same numbers. The frame has the given width and as much height as is needed.
 */
export function layoutGraph(
  graph: NeighbourhoodGraph,
  { width, lineLength }: { width: number; lineLength: number },
): GraphLayout {
  const area = graph.nodes.length * 25_000 + graph.edges.length * 10_000
  const start = { width, height: Math.max(240, area / width) }
  const layouts = Array.from({ length: tries }, (_, seed) => {
    const random = createRandom(seed)
    const { nodes, edges } = sizeBoxes(graph, { frame: start, lineLength, random })
    simulateForces(nodes, edges, start, random)
    const boxes = [...nodes, ...labelsOf(edges)]
    const frame = separateBoxes(boxes, start, margin)
    return { nodes, edges, frame, random, cost: layoutCost(boxes, edges.map(route)) + frame.height / 100 }
  })
  const refined = layouts
    .sort((a, b) => a.cost - b.cost)
    .slice(0, refinedTries)
    .map((layout) => ({ ...layout, cost: refineLayout(layout.nodes, layout.edges, layout.frame, layout.random) }))
  const { nodes, edges } = refined.reduce((best, layout) => (layout.cost < best.cost ? layout : best))
  const height = cropToBoxes([...nodes, ...labelsOf(edges)], width)
  return { width, height, nodes, edges: edges.map(route) }
}

/** Every box of a picture: nodes, then labels. */
export function boxesOf({ nodes, edges }: GraphLayout): PlacedText[] {
  return [...nodes, ...labelsOf(edges)]
}

function labelsOf(edges: readonly PlacedEnds[]): PlacedText[] {
  return edges.flatMap(({ label }) => label ?? [])
}

function route(placed: PlacedEnds): GraphLayout['edges'][number] {
  return { ...placed, route: routeEdge(...placed.ends, placed.label) }
}

/** Moves all boxes to the middle of the width and the top of the frame; the height that is needed. */
function cropToBoxes(boxes: readonly Box[], width: number): number {
  if (boxes.length === 0) return 2 * margin
  const left = Math.min(...boxes.map((box) => box.x - box.width / 2))
  const right = Math.max(...boxes.map((box) => box.x + box.width / 2))
  const top = Math.min(...boxes.map((box) => box.y - box.height / 2))
  for (const box of boxes) {
    box.x += (width - left - right) / 2
    box.y += margin - top
  }
  return Math.ceil(Math.max(...boxes.map((box) => box.y + box.height / 2)) + margin)
}
