import type { AbstractGraph } from 'graphology-types'
import { useEffect } from 'react'

/** Lays `graph` out in a worker until it is still or another one comes; `onMove` is told of each step. */
export function useLayout(graph: AbstractGraph, onMove: () => void): void {
  useEffect(() => {
    if (graph.order < 2) return
    const nodes = graph.nodes()
    const places = new Map(nodes.map((id, index) => [id, index]))
    const positions = Float64Array.from(
      nodes.flatMap((id) => [Number(graph.getNodeAttribute(id, 'x')), Number(graph.getNodeAttribute(id, 'y'))]),
    )
    const edges = Uint32Array.from(
      graph.mapEdges((_edge, _attributes, source, target) => [places.get(source) ?? 0, places.get(target) ?? 0]).flat(),
    )
    const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<Float64Array>) => {
      // In one update: told node by node, the picture would be drawn anew for each.
      graph.updateEachNodeAttributes(
        (id, attributes) => {
          const place = places.get(id) ?? 0
          return { ...attributes, x: data[2 * place], y: data[2 * place + 1] }
        },
        { attributes: ['x', 'y'] },
      )
      onMove()
    })
    worker.postMessage({ positions, edges }, [positions.buffer, edges.buffer])
    return () => worker.terminate()
  }, [graph, onMove])
}
