import type { Command } from 'commander'
import { addNeighbours } from './graph/neighbours.ts'
import { addStats } from './graph/stats.ts'

/** `nacre graph …`: what the graph knows, a verb a file. */
export function addGraph(program: Command): void {
  const graph = program.command('graph').description('what the graph knows')
  for (const add of [addNeighbours, addStats]) add(graph)
}
