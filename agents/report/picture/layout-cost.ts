import { isInBox, overlap, type Box, type Point } from './box.ts'
import { pointOn, type Route } from './route-edge.ts'

/** An edge with the boxes it may touch. */
export interface RoutedEdge {
  readonly route: Route
  readonly ends: readonly [Box, Box]
  readonly label: Box | undefined
}

const samples = 14

/** How hard a picture is to read: edges under boxes, crossings, hidden arrow heads, long edges, bent edges. Lower is better. */
export function layoutCost(boxes: readonly Box[], edges: readonly RoutedEdge[]): number {
  let cost = 0
  const lines = edges.map(({ route }) =>
    Array.from({ length: samples + 1 }, (_, index) => pointOn(route, index / samples)),
  )
  const bounds = lines.map(boundsOf)
  for (const [index, edge] of edges.entries()) {
    const line = lines[index]!
    for (const box of boxes) {
      if (edge.ends.includes(box) || edge.label === box) continue
      if (isNear(bounds[index]!, box) && line.some((point) => isInBox(point, box, 3))) cost += 8
    }
    for (let other = index + 1; other < edges.length; other += 1) {
      const [one, two] = edges[other]!.ends
      if (edge.ends.includes(one) || edge.ends.includes(two)) continue
      if (isNear(bounds[index]!, bounds[other]!) && doCross(line, lines[other]!)) cost += 4
    }
    const { start, control, end } = edge.route
    if (edge.label !== undefined && isInBox(end, edge.label, 5)) cost += 4
    cost += Math.hypot(end.x - start.x, end.y - start.y) / 250
    cost += Math.hypot(control.x - (start.x + end.x) / 2, control.y - (start.y + end.y) / 2) / 45
  }
  return cost
}

function doCross(one: readonly Point[], other: readonly Point[]): boolean {
  for (let i = 1; i < one.length; i += 1) {
    for (let j = 1; j < other.length; j += 1) {
      const [a, b, c, d] = [one[i - 1]!, one[i]!, other[j - 1]!, other[j]!]
      if (side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)) return true
    }
  }
  return false
}

/** The smallest box around a line. */
function boundsOf(line: readonly Point[]): Box {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const { x, y } of line) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top }
}

/** The quick answer for most pairs, because this is asked thousands of times a picture. */
function isNear(one: Box, other: Box): boolean {
  const over = overlap(one, other, 3)
  return over.x >= 0 && over.y >= 0
}

function side(a: Point, b: Point, c: Point): boolean {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0
}
