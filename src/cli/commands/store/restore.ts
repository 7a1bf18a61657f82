import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { withWriteLock } from '#src/write-lock.ts'

/** `nacre store restore`. */
export function addRestore(store: Command): void {
  store
    .command('restore')
    .description('bring a backup back; it is checked first, and becomes visible in one step')
    .argument('<folder>', 'a folder that "nacre store backup" made')
    .option('--force', 'replace what the data folder holds now')
    .action((folder: string, _options, command: Command) => {
      const flags = command.optsWithGlobals<GlobalFlags & { force?: boolean }>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const { restoreStore } = await import('#src/restore-store.ts')
        const summary = await restoreStore(folder, app.config, { isForced: flags.force === true, signal })
        const { repairIndex } = await import('#ingest/repair-index.ts')
        const [graph, vectors, embedder] = await Promise.all([app.graph(), app.vectors(), app.embedder()])
        const { embedded } = await withWriteLock(
          app.config.dataFolder,
          () => repairIndex({ graph, vectors, embedder }, { signal }),
          { signal },
        )
        output.json({ ...summary, embedded })
        output.line(`${summary.documents} documents are back in ${app.config.dataFolder}.`)
        return exitStatus.done
      })
    })
}
