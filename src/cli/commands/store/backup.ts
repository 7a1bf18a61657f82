import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'

/** `nacre store backup`. */
export function addBackup(store: Command): void {
  store
    .command('backup')
    .description('copy graph, vectors and settings of one moment into a new folder, also while others read or write')
    .argument('<folder>', 'a folder that is not there yet')
    .action((folder: string, _options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output, signal }) => {
        const { backUpStore } = await import('#src/back-up-store.ts')
        const bar = output.progress('Copying')
        const summary = await backUpStore(app, folder, { signal, onProgress: bar.update }).finally(bar.end)
        output.json(summary)
        output.line(`${summary.documents} documents, ${summary.vectors} vectors are in ${summary.folder}.`)
        if (summary.vectors < summary.chunks)
          output.line(
            `${summary.chunks - summary.vectors} vectors were missing; "nacre store restore" makes them anew.`,
          )
        return exitStatus.done
      }),
    )
}
