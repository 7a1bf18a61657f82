import type { Command } from 'commander'
import { addBackup } from './store/backup.ts'
import { addRebuild } from './store/rebuild.ts'
import { addRepair } from './store/repair.ts'
import { addRestore } from './store/restore.ts'
import { addVerify } from './store/verify.ts'

/** `nacre store …`: the stores beneath, a verb a file. */
export function addStore(program: Command): void {
  const store = program.command('store').description('the stores beneath: check, mend, back up')
  for (const add of [addVerify, addRepair, addRebuild, addBackup, addRestore]) add(store)
}
