import type { Command } from 'commander'
import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import type { FailedSource } from '#ingest/failed-sources.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { ingestWithProgress } from '#src/cli/ingest-with-progress.ts'
import { failuresPath } from '#src/ingest-sources.ts'
import { reportIngest } from '#src/cli/report-ingest.ts'
import { runCommand, type CommandContext, type GlobalFlags } from '#src/cli/run-command.ts'
import { withWriteLock } from '#src/write-lock.ts'

/** `nacre docs retry`. */
export function addDocsRetry(docs: Command): void {
  docs
    .command('retry')
    .description('try again what could not be read')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async (context) => {
        const { readFailedSources } = await import('#ingest/failed-sources.ts')
        await forgetGoneFiles(context)
        const failed = await readFailedSources(failuresPath(context.app.config.dataFolder))
        if (failed.length === 0) {
          context.output.json({ event: 'done', documents: 0, failed: [] })
          context.output.line('Nothing to try again: all that was given could be read.')
          return exitStatus.done
        }
        // What was read with the same tags goes together.
        const groups = Map.groupBy(failed, ({ tags = [] }) => JSON.stringify(tags))
        let status: number = exitStatus.done
        for (const [tags, group] of groups) {
          const sources = new Set(group.map(({ from }) => shortPath(from)))
          const summary = await ingestWithProgress([...sources], context, { tags: JSON.parse(tags) as string[] })
          status = Math.max(status, reportIngest(summary, context.output))
        }
        return status
      }),
    )
}

/** A file that is not there any more cannot be read again, and need not be. */
async function forgetGoneFiles({ app, output, signal }: CommandContext): Promise<void> {
  const { readFailedSources, recordFailedSources } = await import('#ingest/failed-sources.ts')
  const { sourceKind } = await import('#ingest/load/source-kind.ts')
  const path = failuresPath(app.config.dataFolder)
  const isGone = ({ from }: FailedSource): boolean => sourceKind(from) === 'path' && !existsSync(from)
  const gone = (await readFailedSources(path)).filter(isGone)
  if (gone.length === 0) return
  await withWriteLock(app.config.dataFolder, () => recordFailedSources(path, { failed: [], wasRead: isGone }), {
    signal,
  })
  for (const { source } of gone) output.note(`${source} is gone; it is not tried again.`)
}

/** As it would be named from here, so that the source of a document reads as if it had been ingested now. */
function shortPath(from: string): string {
  const path = from.startsWith('/') ? relative(process.cwd(), from) : from
  return path.startsWith('..') || path === '' ? from : path
}
