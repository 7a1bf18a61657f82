import { forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from 'd3-force'
import type { Random } from '#core/create-random.ts'
import { keepInFrame, type Box, type Frame } from './box.ts'
import { pushApart } from './separate-boxes.ts'

/** An edge of the simulation; its label is a body of its own. */
export interface ForceEdge {
  readonly ends: readonly [Box, Box]
  readonly label: Box | undefined
}

type Body = Box & SimulationNodeDatum & { readonly isLabel: boolean }

const ticks = 240
/** Before this tick boxes pass through each other, so that the order can sort itself out. */
const solidFrom = 120
const margin = 8
/** Kept free between boxes on an edge, in pixels. */
const edgeGap = 30

/**
 * Moves the boxes, in place, to where the forces of d3-force leave them after a fixed number of ticks: edges pull, bodies
 * repel, boxes push each other away, labels stay between the ends of their edge, all stay in the frame.
 */
export function simulateForces(nodes: readonly Box[], edges: readonly ForceEdge[], frame: Frame, random: Random): void {
  const bodies = new Map<Box, Body>()
  for (const box of nodes) bodies.set(box, toBody(box, false))
  for (const { label } of edges) if (label !== undefined) bodies.set(label, toBody(label, true))
  const all = [...bodies.values()]
  const ties = edges.map(({ ends, label }) => ({
    ends: [bodies.get(ends[0])!, bodies.get(ends[1])!] as const,
    label: label === undefined ? undefined : bodies.get(label),
  }))
  const links = ties.flatMap(({ ends: [source, target], label }) =>
    label === undefined
      ? [{ source, target }]
      : [
          { source, target: label },
          { source: label, target },
        ],
  )
  const link = forceLink<Body, { source: Body; target: Body }>(links)
  const charge = forceManyBody<Body>().distanceMax(420)
  const [longer, lower] = [frame.width, frame.height].map((side) => Math.min(frame.width, frame.height) / side)
  const simulation = forceSimulation(all)
    .randomSource(() => random.below(2 ** 32) / 2 ** 32)
    .force('link', link.distance(({ source, target }) => restLength(source, target)).strength(0.8))
    .force(
      'charge',
      charge.strength(({ isLabel }) => (isLabel ? -120 : -650)),
    )
    .force('x', forceX<Body>(frame.width / 2).strength(0.035 * longer!))
    .force('y', forceY<Body>(frame.height / 2).strength(0.035 * lower!))
    .stop()
  for (let tick = 0; tick < ticks; tick += 1) {
    simulation.tick()
    for (const { label, ends } of ties) if (label !== undefined) pullBetween(label, ...ends)
    if (tick < solidFrom) continue
    pushApart(all, { strength: 0.35, onlyDown: false })
    for (const body of all) keepInFrame(body, frame, margin)
  }
  for (const [box, { x, y }] of bodies) Object.assign(box, { x, y })
}

function toBody({ x, y, width, height }: Box, isLabel: boolean): Body {
  return { x, y, width, height, isLabel }
}

/** From centre to centre, so that the gap stays free, whichever way the boxes lie. */
function restLength(a: Box, b: Box): number {
  return (a.width + b.width + a.height + b.height) / 4 + edgeGap
}

/** A label moves a part of the way to the middle of its edge, so that the edge is hardly bent. */
function pullBetween(label: Body, a: Body, b: Body): void {
  label.x = label.x * 0.6 + ((a.x + b.x) / 2) * 0.4
  label.y = label.y * 0.6 + ((a.y + b.y) / 2) * 0.4
}
