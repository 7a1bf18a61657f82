import { html, type Html } from '#agents/report/html.ts'
import type { Point } from './box.ts'
import {
  fontSizes,
  labelPadding,
  type GraphLayout,
  type PlacedEdge,
  type PlacedNode,
  type PlacedText,
} from './graph-layout.ts'
import { pointOn, type Route } from './route-edge.ts'

const arrowLength = 9
const arrowHalfWidth = 4.2

/** A laid out graph as SVG for a page that has the report's styles: colours come from classes, so they follow the page. */
export function drawGraph({ width, height, nodes, edges }: GraphLayout, label: string): Html {
  return html`<svg
    class="graph-picture"
    viewBox="0 0 ${round(width)} ${round(height)}"
    role="img"
    aria-label="${label}"
  >
    ${edges.map(drawLine)}${edges.map(drawEdgeLabel)}${nodes.map(drawNode)}
  </svg>`
}

function drawLine({ edge, ends, label, route }: PlacedEdge): Html {
  const [from, to] = ends
  const { predicate } = edge.relation
  const isAtTask = ends.every(({ node }) => node.role === 'task')
  const title = html`<title>
    ${from.node.entity.name} ${predicate} ${to.node.entity.name}: “${edge.evidence.sentence}”
  </title>`
  if (label === undefined) return html`<g class="edge beside">${title}<path d="${curve(route)}" /></g> `
  const { start, end, control } = shorten(route)
  return html`<g class="edge${isAtTask ? ' at-task' : ''}"
    >${title}<path d="${curve({ start, end, control })}" /><path class="arrow" d="${arrow(route)}"
  /></g> `
}

function drawEdgeLabel({ label }: PlacedEdge): Html {
  if (label === undefined) return html``
  const { x, y } = label
  const [width, height] = [label.width - labelPadding.across + 6, label.height - labelPadding.down + 2]
  return html`<g class="edge-label"
    ><rect
      x="${round(x - width / 2)}"
      y="${round(y - height / 2)}"
      width="${width}"
      height="${height}"
      rx="5"
    />${drawLines(label, fontSizes.label)}</g
  > `
}

function drawNode(placed: PlacedNode): Html {
  const { node, x, y, width, height } = placed
  const { name, type } = node.entity
  return html`<g class="node ${node.role} type-${type.toLowerCase()}"
    ><title>${name} (${type})</title
    ><rect
      x="${round(x - width / 2)}"
      y="${round(y - height / 2)}"
      width="${width}"
      height="${height}"
      rx="${Math.min(17, height / 2)}"
    />${drawLines(placed, fontSizes[node.role])}</g
  > `
}

function drawLines({ lines, x, y }: PlacedText, fontSize: number): Html {
  const first = y - ((lines.length - 1) * fontSize * fontSizes.lineHeight) / 2 + fontSize * 0.35
  return html`<text font-size="${fontSize}"
    >${lines.map(
      (line, index) =>
        html`<tspan x="${round(x)}" y="${round(first + index * fontSize * fontSizes.lineHeight)}">${line}</tspan>`,
    )}</text
  >`
}

function curve({ start, control, end }: Route): string {
  return `M${pair(start)}Q${pair(control)} ${pair(end)}`
}

/** The line ends inside the arrow head, so that its blunt end does not show at the tip. */
function shorten(route: Route): Route {
  const { along } = headOf(route)
  const end = { x: route.end.x - along.x * arrowLength * 0.7, y: route.end.y - along.y * arrowLength * 0.7 }
  return { ...route, end }
}

function arrow(route: Route): string {
  const { along } = headOf(route)
  const { end } = route
  const back = { x: end.x - along.x * arrowLength, y: end.y - along.y * arrowLength }
  const left = { x: back.x - along.y * arrowHalfWidth, y: back.y + along.x * arrowHalfWidth }
  const right = { x: back.x + along.y * arrowHalfWidth, y: back.y - along.x * arrowHalfWidth }
  return `M${pair(end)}L${pair(left)}L${pair(right)}Z`
}

/** The direction in which the curve arrives, of length 1. */
function headOf(route: Route): { along: Point } {
  const before = pointOn(route, 0.93)
  const way = Math.hypot(route.end.x - before.x, route.end.y - before.y) || 1
  return { along: { x: (route.end.x - before.x) / way, y: (route.end.y - before.y) / way } }
}

function pair({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
