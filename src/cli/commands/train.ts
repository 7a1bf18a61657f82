import type { Command } from 'commander'
import { addLoop } from './train/loop.ts'
import { addHistory } from './train/history.ts'
import { addServing } from './train/serving.ts'

/** `nacre train round|loop|status|history|lineage|diff|promote|rollback`. */
export function addTrain(program: Command): void {
  const train = program.command('train').description('train the policy on pairs, measure it, and let it serve')
  for (const add of [addLoop, addHistory, addServing]) add(train)
}
