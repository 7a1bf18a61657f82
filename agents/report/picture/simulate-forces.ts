import { forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from 'd3-force'
import type { Random } from '#agents/tasks/create-random.ts'
import { keepInFrame, type Box, type Frame } from './box.ts'
import { pushApart } from './separate-boxes.ts'

/** An edge of the simulation; its label is a body of its own. */
export interface ForceEdge {
  readonly ends: readonly [Box, Box]
  readonly label: Box | undefined
}

interface Body extends SimulationNodeDatum {
  readonly box: Box
  readonly isLabel: boolean
}

const ticks = 260

/**
 * Moves the boxes, in place, to where the forces of d3-force leave them after a fixed number of ticks: edges pull, bodies
 * repel, boxes never lie over each other for long, labels stay between the ends of their edge, all stay in the frame.
 */
export function simulateForces(nodes: readonly Box[], edges: readonly ForceEdge[], frame: Frame, random: Random): void {
  const bodies = new Map<Box, Body>()
  for (const box of nodes) bodies.set(box, { box, isLabel: false, x: box.x, y: box.y })
  for (const { label } of edges)
    if (label !== undefined) bodies.set(label, { box: label, isLabel: true, x: label.x, y: label.y })
  const all = [...bodies.values()]
  const links = edges.flatMap(({ ends: [from, to], label }) => {
    const way = label === undefined ? [[from, to] as const] : [[from, label] as const, [label, to] as const]
    return way.map(([a, b]) => ({ source: bodies.get(a)!, target: bodies.get(b)!, distance: restLength(a, b) }))
  })
  const simulation = forceSimulation(all)
    .randomSource(() => random.below(2 ** 32) / 2 ** 32)
    .force(
      'link',
      forceLink<Body, (typeof links)[number]>(links)
        .distance((link) => link.distance)
        .strength(0.55),
    )
    .force(
      'charge',
      forceManyBody<Body>()
        .strength((body) => (body.isLabel ? -70 : -520))
        .distanceMax(420),
    )
    .force('x', forceX<Body>(frame.width / 2).strength(0.035 * Math.min(1, frame.height / frame.width)))
    .force('y', forceY<Body>(frame.height / 2).strength(0.035 * Math.min(1, frame.width / frame.height)))
    .stop()
  for (let tick = 0; tick < ticks; tick += 1) {
    simulation.tick()
    for (const { label, ends } of edges)
      if (label !== undefined)
        pullBetween(
          bodies.get(label)!,
          ends.map((end) => bodies.get(end)!),
        )
    for (const body of all) Object.assign(body.box, { x: body.x, y: body.y })
    // In the first third boxes pass through each other, so that the order can sort itself out.
    if (tick > ticks / 3)
      pushApart(
        all.map(({ box }) => box),
        { strength: 0.35, onlyDown: false },
      )
    for (const body of all) {
      keepInFrame(body.box, frame, 8)
      Object.assign(body, { x: body.box.x, y: body.box.y })
    }
  }
}

/** From centre to centre, so that about 26 px stay free between the boxes, whichever way they lie. */
function restLength(a: Box, b: Box): number {
  return (a.width + b.width) / 4 + (a.height + b.height) / 4 + 26
}

/** A label moves a part of the way to the middle of its edge, so that the edge is hardly bent. */
function pullBetween(label: Body, ends: readonly Body[]): void {
  const middle = (axis: 'x' | 'y'): number => ends.reduce((sum, end) => sum + (end[axis] ?? 0), 0) / ends.length
  label.x = (label.x ?? 0) * 0.75 + middle('x') * 0.25
  label.y = (label.y ?? 0) * 0.75 + middle('y') * 0.25
}
