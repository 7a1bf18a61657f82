/** Nodes without which their component falls apart, ascending (Hopcroft and Tarjan 1973), without recursion. */
export function findCutNodes(neighbours: readonly (readonly number[])[]): readonly number[] {
  const order: number[] = neighbours.map(() => -1)
  const low: number[] = neighbours.map(() => 0)
  const cut = new Set<number>()
  let time = 0
  for (const root of neighbours.keys()) {
    if (order[root] !== -1) continue
    const path: { node: number; parent: number; next: number }[] = [{ node: root, parent: -1, next: 0 }]
    order[root] = low[root] = time++
    let branches = 0
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const other = neighbours[step.node]![step.next++]
      if (other === undefined) {
        path.pop()
        const above = path.at(-1)
        if (above === undefined) break
        low[above.node] = Math.min(low[above.node]!, low[step.node]!)
        if (above.node !== root && low[step.node]! >= order[above.node]!) cut.add(above.node)
      } else if (order[other] === -1) {
        if (step.node === root) branches += 1
        order[other] = low[other] = time++
        path.push({ node: other, parent: step.node, next: 0 })
      } else if (other !== step.parent) low[step.node] = Math.min(low[step.node]!, order[other]!)
    }
    if (branches > 1) cut.add(root)
  }
  return [...cut].toSorted((a, b) => a - b)
}
