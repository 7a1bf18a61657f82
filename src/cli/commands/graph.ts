import type { Command } from 'commander'
import { addCommunities } from './graph/communities.ts'
import { addExport } from './graph/export.ts'
import { addGrow } from './graph/grow.ts'
import { addHypothesise } from './graph/hypothesise.ts'
import { addMerges } from './graph/merges.ts'
import { addNeighbours } from './graph/neighbours.ts'
import { addPath } from './graph/path.ts'
import { addStats } from './graph/stats.ts'

/** `nacre graph …`: what the graph knows, a verb a file. */
export function addGraph(program: Command): void {
  const graph = program.command('graph').description('what the graph knows')
  for (const add of [addNeighbours, addMerges, addPath, addCommunities, addExport, addStats, addGrow, addHypothesise])
    add(graph)
}
