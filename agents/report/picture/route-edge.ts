import { isInBox, type Box, type Point } from './box.ts'

/** An edge as it is drawn: a quadratic curve between the borders of two boxes. */
export interface Route {
  readonly start: Point
  readonly control: Point
  readonly end: Point
}

const steps = 80
const clearance = 3

/** The curve from one box to another that passes through `via` (the middle of the label), cut off at the borders; straight without it. */
export function routeEdge(from: Box, to: Box, via: Point | undefined): Route {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
  const through = via ?? middle
  const control = { x: 2 * through.x - middle.x, y: 2 * through.y - middle.y }
  const whole: Route = { start: { x: from.x, y: from.y }, control, end: { x: to.x, y: to.y } }
  let first = 0
  while (first < steps / 2 && isInBox(pointOn(whole, first / steps), from, clearance)) first += 1
  let last = steps
  while (last > steps / 2 && isInBox(pointOn(whole, last / steps), to, clearance)) last -= 1
  return part(whole, first / steps, last / steps)
}

/** The point of the curve at `t` between 0 (start) and 1 (end). */
export function pointOn({ start, control, end }: Route, t: number): Point {
  const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t]
  return { x: a * start.x + b * control.x + c * end.x, y: a * start.y + b * control.y + c * end.y }
}

/** The piece of the curve between two parameters; its control point is the blossom of the curve at both. */
function part(route: Route, from: number, to: number): Route {
  const { start, control, end } = route
  const blend = (axis: 'x' | 'y'): number =>
    (1 - from) * (1 - to) * start[axis] + ((1 - from) * to + from * (1 - to)) * control[axis] + from * to * end[axis]
  return { start: pointOn(route, from), control: { x: blend('x'), y: blend('y') }, end: pointOn(route, to) }
}
