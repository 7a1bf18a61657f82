import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { compressRows } from '#graph/retrieve/compress-rows.ts'
import { personalisedPageRank } from '#graph/retrieve/personalised-page-rank.ts'
import { makeRandom } from '#test/make-random.ts'

/**
 * Personalised PageRank against python-igraph's `personalized_pagerank` (PRPACK) in the same run: same graphs, same seeds,
 * same top 20. The graphs are synthetic and shaped like those of retrieval: a tenth of the nodes are passages, the edges
 * prefer nodes that have many. Seeds as HippoRAG 2 sets them: some entities strongly, every passage weakly.
 * Usage: node test/bench/pagerank.ts [--python PYTHON], a Python that has igraph (pip install igraph).
 */
const shapes = [
  { nodes: 18_000, edges: 36_000, goal: 0.3 },
  { nodes: 97_000, edges: 1_400_000, goal: 0.2 },
]
const queries = 10
const damping = 0.5
const python = process.argv.includes('--python') ? process.argv[process.argv.indexOf('--python') + 1]! : 'python3'

const script = `
import json, sys, time
try:
    import igraph
except ImportError:
    sys.exit(3)
from array import array
spec = json.load(open(sys.argv[1] + "/spec.json"))
ends = array("I"); ends.frombytes(open(sys.argv[1] + "/edges", "rb").read())
weights = array("f"); weights.frombytes(open(sys.argv[1] + "/weights", "rb").read())
graph = igraph.Graph(n=spec["nodes"], edges=list(zip(ends[0::2], ends[1::2])))
graph.es["weight"] = weights.tolist()
times, tops = [], []
for index in range(spec["queries"]):
    reset = array("d"); reset.frombytes(open(sys.argv[1] + "/reset" + str(index), "rb").read())
    reset = reset.tolist()
    start = time.perf_counter()
    scores = graph.personalized_pagerank(vertices=range(spec["nodes"]), damping=spec["damping"], directed=False,
        weights="weight", reset=reset, implementation="prpack")
    times.append(1000 * (time.perf_counter() - start))
    order = sorted(range(len(scores)), key=lambda node: (-scores[node], node))[:20]
    tops.append([[node, scores[node]] for node in order])
print(json.dumps({"version": igraph.__version__, "times": times, "tops": tops}))
`

const results = shapes.map(({ nodes, edges, goal }, index) => {
  const random = makeRandom(index + 1)
  const below = (count: number): number => Math.floor(random.next() * count)
  const passages = Math.round(nodes / 10)
  const from = new Uint32Array(edges)
  const to = new Uint32Array(edges)
  const weights = new Float32Array(edges)
  for (let edge = 0; edge < edges; edge++) {
    // The first edges reach every node once; later ones end where an edge already ends, as often as not.
    from[edge] = edge < nodes ? edge : below(nodes)
    const isPreferred = edge > 0 && random.next() < 0.5
    to[edge] = isPreferred ? to[below(edge)]! : below(nodes)
    if (to[edge] === from[edge]) to[edge] = (from[edge]! + 1) % nodes
    weights[edge] = 1 + below(3)
  }
  const resets = Array.from({ length: queries }, () => {
    const reset = new Float64Array(nodes)
    for (let node = 0; node < passages; node++) reset[node] = 0.05 * random.next()
    for (let seed = 0; seed < 10; seed++) reset[passages + below(nodes - passages)] = random.next()
    return reset
  })

  const folder = mkdtempSync(join(tmpdir(), 'nacre-pagerank-'))
  try {
    const ends = new Uint32Array(edges * 2)
    for (let edge = 0; edge < edges; edge++) ends.set([from[edge]!, to[edge]!], edge * 2)
    writeFileSync(join(folder, 'spec.json'), JSON.stringify({ nodes, damping, queries }))
    writeFileSync(join(folder, 'edges'), new Uint8Array(ends.buffer))
    writeFileSync(join(folder, 'weights'), new Uint8Array(weights.buffer))
    for (const [at, reset] of resets.entries()) {
      writeFileSync(join(folder, `reset${at}`), new Uint8Array(reset.buffer))
    }
    const peer = runIgraph(folder)

    const building = performance.now()
    const rows = compressRows({ nodes, from, to, weights })
    const buildMs = performance.now() - building
    const times: number[] = []
    let same = 0
    let sweeps = 0
    for (const [at, reset] of resets.entries()) {
      const seeds = [...reset.entries()].filter(([, weight]) => weight > 0)
      const start = performance.now()
      const found = personalisedPageRank(rows, seeds, { damping, top: 20 })
      times.push(performance.now() - start)
      sweeps += found.sweeps / queries
      if (peer === undefined) continue
      if (isSameTop(found.top, peer.tops[at]!)) same++
    }
    const ours = median(times)
    const theirs = peer === undefined ? null : median(peer.times)
    return {
      nodes,
      edges,
      milliseconds: { ours: round(ours), igraph: theirs === null ? null : round(theirs), buildRows: round(buildMs) },
      sweeps: round(sweeps),
      share: theirs === null ? null : round(ours / theirs),
      goal,
      sameTop20: peer === undefined ? null : `${same} of ${queries}`,
      igraph: peer?.version ?? 'missing',
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
if (results.some(({ igraph }) => igraph === 'missing')) {
  console.error(
    `${python} has no igraph, so there is nothing to compare with: pip install igraph, or name another with --python.`,
  )
}
console.log(JSON.stringify({ queries, damping, results }))

interface Peer {
  readonly version: string
  readonly times: number[]
  readonly tops: [node: number, score: number][][]
}

function runIgraph(folder: string): Peer | undefined {
  const child = spawnSync(python, ['-c', script, folder], { maxBuffer: 1 << 26 })
  if (child.error !== undefined || child.status === 3) return undefined
  if (child.status !== 0) throw new Error(child.stderr.toString())
  return JSON.parse(child.stdout.toString()) as Peer
}

/** The same nodes in the same order; nodes whose exact scores are equal may stand in any order. */
function isSameTop(
  found: readonly { readonly node: number }[],
  exact: readonly [node: number, score: number][],
): boolean {
  const scores = new Map(exact)
  return exact.every(([node, score], at) => {
    const other = found[at]?.node
    return other === node || (other !== undefined && Math.abs((scores.get(other) ?? 0) - score) < 1e-9)
  })
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}

function round(value: number): number {
  return Number(value.toPrecision(3))
}
