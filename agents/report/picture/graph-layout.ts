import type { NeighbourhoodEdge, NeighbourhoodNode } from '#agents/report/neighbourhood-graph.ts'
import type { Box, Frame } from './box.ts'
import type { Route } from './route-edge.ts'

/** A box with the lines of text in it. */
export interface PlacedText extends Box {
  readonly lines: readonly string[]
}

export interface PlacedNode extends PlacedText {
  readonly node: NeighbourhoodNode
}

/** An edge before its line is drawn. */
export interface PlacedEnds {
  readonly edge: NeighbourhoodEdge
  readonly ends: readonly [PlacedNode, PlacedNode]
  /** Absent for mere co-occurrence, which is drawn without words. */
  readonly label: PlacedText | undefined
}

export interface PlacedEdge extends PlacedEnds {
  readonly route: Route
}

/** A picture in pixels: no box lies over another, all lie in the frame. */
export interface GraphLayout extends Frame {
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
}

/** Sizes of text in pixels. */
export const fontSizes = { task: 15, around: 13, label: 11.5, lineHeight: 1.25 } as const
/** Room around the words of an edge, so that some of its line and its arrow head can be seen. */
export const labelPadding = { across: 30, down: 24 }
