import { compressRows } from './compress-rows.ts'
import type { GraphSnapshot } from './graph-snapshot.ts'

/** A path of relations: `nodes` has one more than `relations`, each of which lists all relations between two nodes. */
export interface GraphPath {
  readonly nodes: readonly string[]
  readonly relations: readonly (readonly string[])[]
  /** Sum over its edges of 1 + ln(relations of the less busy end): paths through what is related to everything cost more. */
  readonly cost: number
}

/** Longer paths say nothing. */
const longest = 6

/**
 * The `limit` cheapest paths without loops from one entity to another along relations in either direction, cheapest first,
 * ties by node; none where there is none of at most 6 relations. Yen's algorithm (Management Science 17, 712, 1971) over
 * Dijkstra's.
 */
export function findPaths(snapshot: GraphSnapshot, from: string, to: string, limit: number): GraphPath[] {
  const start = snapshot.nodeOf(from)
  const goal = snapshot.nodeOf(to)
  if (start === undefined || goal === undefined || start === goal) return []
  const { subjects, objects, relations } = snapshot.relations()
  const { nodes, offsets, neighbours } = compressRows({ nodes: snapshot.rows().nodes, from: subjects, to: objects })
  const degree = (node: number): number => offsets[node + 1]! - offsets[node]!
  const cost = (a: number, b: number): number => 1 + Math.log(Math.min(degree(a), degree(b)))
  const costOf = (path: readonly number[]): number =>
    path.slice(1).reduce((sum, node, at) => sum + cost(path[at]!, node), 0)

  const found: number[][] = []
  const waiting: { path: number[]; cost: number }[] = []
  const known = new Set<string>()
  const offer = (path: number[] | undefined): void => {
    if (path === undefined || path.length > longest + 1 || known.has(path.join())) return
    known.add(path.join())
    waiting.push({ path, cost: costOf(path) })
  }
  offer(cheapest(start, new Set(), new Set()))
  while (found.length < limit) {
    waiting.sort((a, b) => a.cost - b.cost || (a.path.join() < b.path.join() ? -1 : 1))
    const next = waiting.shift()
    if (next === undefined) break
    found.push(next.path)
    for (let at = 0; at < next.path.length - 1; at++) {
      const root = next.path.slice(0, at + 1)
      const taken = new Set(
        found.filter((path) => root.every((node, index) => path[index] === node)).map((path) => path[at + 1]!),
      )
      const rest = cheapest(root[at]!, new Set(root.slice(0, -1)), taken)
      if (rest !== undefined) offer([...root.slice(0, -1), ...rest])
    }
  }

  const wanted = new Map<string, string[]>()
  for (const path of found) for (let at = 1; at < path.length; at++) wanted.set(pair(path[at - 1]!, path[at]!), [])
  for (const [at, subject] of subjects.entries())
    wanted.get(pair(subject, objects[at]!))?.push(snapshot.idOf(relations[at]!))
  return found.map((path) => ({
    nodes: path.map((node) => snapshot.idOf(node)),
    relations: path.slice(1).map((node, at) => [...new Set(wanted.get(pair(path[at]!, node)))].sort()),
    cost: costOf(path),
  }))

  /** From `first` to the goal, not through `closed`, and not from `first` to one of `taken`. */
  function cheapest(first: number, closed: ReadonlySet<number>, taken: ReadonlySet<number>): number[] | undefined {
    const costs = new Float64Array(nodes).fill(Infinity)
    const before = new Int32Array(nodes).fill(-1)
    const done = new Set(closed)
    const open = [{ node: first, cost: 0, steps: 0 }]
    costs[first] = 0
    for (let current = takeCheapest(open); current !== undefined; current = takeCheapest(open)) {
      const { node, steps } = current
      if (node === goal) break
      if (done.has(node) || steps === longest) continue
      done.add(node)
      for (let at = offsets[node]!; at < offsets[node + 1]!; at++) {
        const next = neighbours[at]!
        if (done.has(next) || (node === first && taken.has(next))) continue
        const total = costs[node]! + cost(node, next)
        if (total >= costs[next]!) continue
        costs[next] = total
        before[next] = node
        push(open, { node: next, cost: total, steps: steps + 1 })
      }
    }
    if (costs[goal!] === Infinity) return undefined
    const path = [goal!]
    while (path[0] !== first) path.unshift(before[path[0]!]!)
    return path
  }
}

interface Open {
  readonly node: number
  readonly cost: number
  readonly steps: number
}

const isBefore = (a: Open, b: Open): boolean => a.cost < b.cost || (a.cost === b.cost && a.node < b.node)

/** A binary heap in an array. */
function push(heap: Open[], item: Open): void {
  let at = heap.push(item) - 1
  while (at > 0 && isBefore(item, heap[(at - 1) >> 1]!)) {
    heap[at] = heap[(at - 1) >> 1]!
    at = (at - 1) >> 1
  }
  heap[at] = item
}

function takeCheapest(heap: Open[]): Open | undefined {
  const [first] = heap
  const last = heap.pop()
  if (first === undefined || last === undefined || heap.length === 0) return first
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++
    if (!isBefore(heap[child]!, last)) break
    heap[at] = heap[child]!
    at = child
  }
  heap[at] = last
  return first
}

function pair(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`
}
