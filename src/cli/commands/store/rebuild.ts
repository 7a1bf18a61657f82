import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { withWriteLock } from '#src/write-lock.ts'

/** `nacre store rebuild`: the vectors anew, beside the old ones, with the configured embedder. */
export function addRebuild(store: Command): void {
  store
    .command('rebuild')
    .description('embed all passages anew with the configured embedder; the old vectors are searched until it is done')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output, signal }) => {
        const { rebuildIndex } = await import('#ingest/rebuild-index.ts')
        const { dataFolder, models } = app.config
        const [graph, embedder] = await Promise.all([app.graph(), app.configuredEmbedder()])
        const bar = output.progress('Embedding')
        const onWait = (): void => output.note('Another process is writing; waiting for it.')
        const passages = await withWriteLock(
          dataFolder,
          () =>
            rebuildIndex(dataFolder, { graph, embedder, spec: models.embedder }, { signal, onProgress: bar.update }),
          { signal, onWait },
        ).finally(bar.end)
        output.json({ passages, embedder: models.embedder })
        output.line(`${passages} passages embedded by ${models.embedder}; these vectors are searched from now on.`)
        return exitStatus.done
      }),
    )
}
