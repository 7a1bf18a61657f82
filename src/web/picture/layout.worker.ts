import { MultiDirectedGraph } from 'graphology'
import forceAtlas2Module from 'graphology-layout-forceatlas2'

export interface LayoutRequest {
  /** x and y of each node, one after the other. */
  readonly positions: Float64Array
  /** Source and target of each edge as indices into the nodes. */
  readonly edges: Uint32Array
}

/** The package is CommonJS: its one export is the module itself, which its types do not say. */
const forceAtlas2 = forceAtlas2Module as unknown as typeof forceAtlas2Module.default
const steps = 200

/** Lays a graph out beside the page, and tells the positions as they get better. */
self.addEventListener('message', ({ data }: MessageEvent<LayoutRequest>) => {
  const graph = new MultiDirectedGraph()
  const { positions, edges } = data
  for (let node = 0; node < positions.length / 2; node += 1) {
    graph.addNode(node, { x: positions[2 * node], y: positions[2 * node + 1] })
  }
  for (let edge = 0; edge < edges.length; edge += 2) graph.addEdge(edges[edge], edges[edge + 1])
  const settings = { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: graph.order > 400, adjustSizes: false }
  // Each telling makes the page draw: seldom where that is much work.
  const iterations = graph.order > 1_000 ? 20 : 5
  for (let step = 0; step < steps; step += iterations) {
    forceAtlas2.assign(graph, { iterations, settings })
    const now = new Float64Array(positions.length)
    graph.forEachNode((node, { x, y }) => {
      now[2 * Number(node)] = Number(x)
      now[2 * Number(node) + 1] = Number(y)
    })
    self.postMessage(now, { transfer: [now.buffer] })
  }
})
