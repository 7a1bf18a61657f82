import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { withWriteLock } from '#src/write-lock.ts'
import { unknownDocument } from './unknown-document.ts'

/** `nacre docs rm ID`. */
export function addDocsRm(docs: Command): void {
  docs
    .command('rm')
    .description('forget a document and all that only it told')
    .argument('<id>', 'document id, from "nacre docs ls"')
    .action((id: string, _options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output, signal }) => {
        const { removeDocument } = await import('#ingest/remove-document.ts')
        const stores = { graph: await app.graph(), vectors: await app.vectors() }
        const isRemoved = await withWriteLock(app.config.dataFolder, () => removeDocument(id, stores), { signal })
        if (!isRemoved) throw unknownDocument(id)
        output.json({ removed: id })
        output.line(`Removed ${id}, with the tasks, traces and pairs made from it.`)
        return exitStatus.done
      }),
    )
}
