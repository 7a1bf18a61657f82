import type { Random } from '#core/create-random.ts'
import { isInFrame, overlap, type Box, type Frame } from './box.ts'
import { layoutCost } from './layout-cost.ts'
import { routeEdge } from './route-edge.ts'
import type { ForceEdge } from './simulate-forces.ts'

const moves = 5000
const gap = 6
const margin = 8

/**
 * Improves a picture, in place, by fixed many small moves: a node jumps, the labels of its edges follow to the middle, or a
 * label moves a little by itself. No move leaves a box over another. Returns the cost that is reached.
 */
export function refineLayout(nodes: readonly Box[], edges: readonly ForceEdge[], frame: Frame, random: Random): number {
  const boxes = [...nodes, ...edges.flatMap(({ label }) => label ?? [])]
  const costNow = (): number =>
    layoutCost(
      boxes,
      edges.map(({ ends, label }) => ({ ends, label, route: routeEdge(...ends, label) })),
    )
  let cost = costNow()
  for (let move = 0; move < moves && boxes.length > 1; move += 1) {
    const box = boxes[random.below(boxes.length)]!
    // Long jumps first, to find another place; short ones at the end, to settle.
    const reach = nodes.includes(box) ? Math.round(300 * (1 - move / moves)) + 20 : 40
    const own = edges.filter(({ ends }) => ends.includes(box))
    const moved = [box, ...own.flatMap(({ label }) => label ?? [])]
    const before = moved.map(({ x, y }) => ({ x, y }))
    const tie = own[random.below(Math.max(1, own.length))]
    if (tie !== undefined && random.below(2) === 0) putAround(box, tie, random)
    else {
      box.x += random.below(2 * reach + 1) - reach
      box.y += random.below(2 * reach + 1) - reach
    }
    for (const { ends, label } of own) {
      if (label !== undefined) Object.assign(label, { x: (ends[0].x + ends[1].x) / 2, y: (ends[0].y + ends[1].y) / 2 })
    }
    const after = moved.every((one) => isFree(one, boxes, frame)) ? costNow() : Infinity
    // Simulated annealing (Kirkpatrick et al., 1983): early on a worse picture is sometimes kept, at the end never.
    const heat = 2 * (1 - move / moves) ** 2 + 1e-6
    if (after <= cost || random.below(1_000_000) / 1_000_000 < Math.exp((cost - after) / heat)) cost = after
    else for (const [index, one] of moved.entries()) Object.assign(one, before[index])
  }
  return cost
}

/** Puts a node beside the other end of one of its edges, at a random angle, with room for the label between. */
function putAround(box: Box, { ends, label }: ForceEdge, random: Random): void {
  const other = ends[0] === box ? ends[1] : ends[0]
  const angle = (random.below(360) / 180) * Math.PI
  const stretch = 1 + random.below(60) / 100
  const between = label ?? { width: 20, height: 20 }
  box.x = other.x + Math.cos(angle) * ((box.width + other.width) / 2 + between.width) * stretch
  box.y = other.y + Math.sin(angle) * ((box.height + other.height) / 2 + between.height + 10) * stretch
}

function isFree(box: Box, boxes: readonly Box[], frame: Frame): boolean {
  if (!isInFrame(box, frame, margin)) return false
  return boxes.every((other) => {
    if (other === box) return true
    const over = overlap(box, other, gap)
    return over.x <= 0 || over.y <= 0
  })
}
