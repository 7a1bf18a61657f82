import { useComputedColorScheme } from '@mantine/core'
import { MultiDirectedGraph } from 'graphology'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import Sigma from 'sigma'
import { EdgeLineProgram } from 'sigma/rendering'
import type { EdgeDisplayData, NodeDisplayData } from 'sigma/types'
import { createLabelDrawing } from './label-drawing.ts'
import type { Picture } from './picture.ts'
import { useLayout } from './use-layout.ts'

/** So many names are written as far as there is room for them. */
const mostForced = 80
/** So many edges have their words written on them. */
const mostWords = 16
/** So many edges have arrows. */
const mostArrows = 2_000
/** So many edges have a width; more are hairlines, which a computer without a graphics card draws four times as fast. */
const mostWide = 5_000

interface Reducers {
  node(id: string): Partial<NodeDisplayData>
  edge(id: string): Partial<EdgeDisplayData>
}

/**
 * A part of the graph drawn by WebGL. Who cannot see or point finds the same in the lists beside it: the canvas is told to
 * assistive technology as one picture.
 */
export function GraphCanvas(props: {
  readonly picture: Picture
  readonly label: string
  readonly colourOf: (id: string) => string
  readonly selected: string | undefined
  readonly onSelect: (id: string | undefined) => void
  readonly onOpen?: (id: string) => void
}) {
  const { picture, label, colourOf, selected, onSelect, onOpen } = props
  const isDark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark'
  const place = useRef<HTMLDivElement>(null)
  const shown = useRef<Sigma>(undefined)
  const positions = useRef(new Map<string, { x: number; y: number }>())
  const graph = useMemo(() => makeGraph(picture, positions.current), [picture])
  const acts = useRef({ onSelect, onOpen })
  acts.current = { onSelect, onOpen }
  const reduce = useRef<Reducers>({ node: () => ({}), edge: () => ({}) })
  /** What was drawn last; the reducers of the first drawing are there before it. */
  const drawn = useRef<Reducers>(undefined)

  useEffect(() => {
    if (place.current === null) return
    const [text, paper] = isDark ? ['#e9ecef', '#242424'] : ['#212529', '#ffffff']
    const drawing = createLabelDrawing({ text, paper })
    const isSmall = graph.order <= mostForced
    const sigma = new Sigma(graph, place.current, {
      defaultDrawNodeLabel: drawing.plain,
      defaultDrawNodeHover: drawing.strong,
      labelFont: 'system-ui, sans-serif',
      labelDensity: isSmall ? 3 : 1,
      labelGridCellSize: isSmall ? 60 : 100,
      labelRenderedSizeThreshold: graph.order > 200 ? 5 : 3,
      defaultEdgeColor: isDark ? '#5c636a' : '#b6bec6',
      edgeLabelColor: { color: isDark ? '#b0b7bd' : '#5c636a' },
      edgeLabelFont: 'system-ui, sans-serif',
      edgeLabelSize: 12,
      edgeProgramClasses: { hairline: EdgeLineProgram },
      renderEdgeLabels: true,
      stagePadding: isSmall ? 48 : 30,
      hideEdgesOnMove: graph.size > mostWide,
      allowInvalidContainer: true,
      zIndex: true,
      nodeReducer: (id, data) => ({ ...data, ...reduce.current.node(id) }),
      edgeReducer: (edge, data) => ({ ...data, ...reduce.current.edge(edge) }),
    })
    drawn.current = reduce.current
    sigma.on('clickNode', ({ node }) => acts.current.onSelect(node))
    sigma.on('clickStage', () => acts.current.onSelect(undefined))
    sigma.on('doubleClickNode', ({ node, preventSigmaDefault }) => {
      preventSigmaDefault()
      acts.current.onOpen?.(node)
    })
    shown.current = sigma
    return () => {
      shown.current = undefined
      sigma.kill()
    }
  }, [graph, isDark])

  // Colours and choice are read while drawing, so a change of them draws again but places nothing anew.
  const reducers = useMemo((): Reducers => {
    const chosen = selected !== undefined && graph.hasNode(selected) ? selected : undefined
    const near = chosen === undefined ? undefined : new Set([chosen, ...graph.neighbors(chosen)])
    const faint = isDark ? '#343a40' : '#e9ecef'
    const hasWords = chosen === undefined ? graph.size <= mostWords : graph.degree(chosen) <= mostWords
    const words = hasWords ? { forceLabel: true } : { label: null }
    return {
      node(id) {
        const isNear = near?.has(id) === true
        const color = near === undefined || isNear ? colourOf(id) : faint
        return { color, highlighted: id === selected, forceLabel: isNear, zIndex: isNear ? 1 : 0 }
      },
      edge: (edge) => ({ ...words, hidden: chosen !== undefined && !graph.extremities(edge).includes(chosen) }),
    }
  }, [graph, selected, colourOf, isDark])
  reduce.current = reducers
  useEffect(() => {
    if (drawn.current === reducers) return
    drawn.current = reducers
    shown.current?.scheduleRefresh()
  }, [reducers])

  const keepPositions = useCallback(() => {
    graph.forEachNode((id, { x, y }) => positions.current.set(id, { x: Number(x), y: Number(y) }))
  }, [graph])
  useLayout(graph, keepPositions)

  return (
    <div
      ref={place}
      className="canvas"
      role="img"
      aria-label={label}
      data-nodes={graph.order}
      data-edges={graph.size}
    />
  )
}

/** Nodes keep the place they had; new ones begin beside a neighbour that has one, so that the picture does not jump. */
function makeGraph(
  { nodes, edges }: Picture,
  known: ReadonlyMap<string, { x: number; y: number }>,
): MultiDirectedGraph {
  const graph = new MultiDirectedGraph()
  const degrees = new Map<string, number>()
  const beside = new Map<string, { x: number; y: number }>()
  for (const { source, target } of edges.values()) {
    for (const [one, other] of [
      [source, target],
      [target, source],
    ] as const) {
      degrees.set(one, (degrees.get(one) ?? 0) + 1)
      const place = known.get(other)
      if (place !== undefined) beside.set(one, place)
    }
  }
  const smallest = nodes.size > 1_000 ? 1.5 : 3
  let index = 0
  for (const { id, name } of nodes.values()) {
    index += 1
    const near = beside.get(id)
    // A sunflower: even, and the same for the same graph.
    const [angle, radius] = [index * 2.399_963, Math.sqrt(index)]
    const start = near ?? { x: 0, y: 0 }
    const reach = near === undefined ? 10 * radius : 1 + radius / 10
    const place = known.get(id) ?? { x: start.x + reach * Math.cos(angle), y: start.y + reach * Math.sin(angle) }
    graph.addNode(id, { label: name, size: smallest * (1 + 0.6 * Math.log2(1 + (degrees.get(id) ?? 0))), ...place })
  }
  const look =
    edges.size <= mostArrows
      ? { size: 2, type: 'arrow' }
      : { size: 1.2, type: edges.size <= mostWide ? 'line' : 'hairline' }
  for (const [key, { source, target, predicate }] of edges) {
    if (graph.hasNode(source) && graph.hasNode(target))
      graph.addEdgeWithKey(key, source, target, { ...look, label: predicate })
  }
  return graph
}
