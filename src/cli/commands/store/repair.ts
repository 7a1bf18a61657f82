import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { withWriteLock } from '#src/write-lock.ts'

/** `nacre store repair`: what the vectors lack or have too much is mended from the graph. */
export function addRepair(store: Command): void {
  store
    .command('repair')
    .description('mend the vectors from the graph: embed what is missing, remove what belongs to nothing')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output, signal }) => {
        const { repairIndex } = await import('#ingest/repair-index.ts')
        const [graph, vectors, embedder] = await Promise.all([app.graph(), app.vectors(), app.embedder()])
        const bar = output.progress('Embedding')
        const onWait = (): void => output.note('Another process is writing; waiting for it.')
        const { embedded, removed } = await withWriteLock(
          app.config.dataFolder,
          () => repairIndex({ graph, vectors, embedder }, { signal, onProgress: bar.update }),
          { signal, onWait },
        ).finally(bar.end)
        output.json({ embedded, removed })
        output.line(`${embedded} passages embedded, ${removed} vectors of nothing removed.`)
        return exitStatus.done
      }),
    )
}
