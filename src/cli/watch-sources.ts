import { stat } from 'node:fs/promises'
import { NacreError } from '#core/errors.ts'
import { exitStatus } from './exit-status.ts'
import { findOlderVersions } from './find-older-versions.ts'
import { ingestWithProgress } from './ingest-with-progress.ts'
import { reportIngest } from './report-ingest.ts'
import type { CommandContext } from './run-command.ts'
import { withWriteLock } from '#src/write-lock.ts'

/**
 * Reads files and folders, then whatever is added to them or changed, until the signal fires. A changed file replaces
 * its older version; a removed one is reported, and forgotten only where `isPruning`.
 */
export async function watchSources(
  paths: readonly string[],
  context: CommandContext,
  { tags, isPruning }: { readonly tags: readonly string[]; readonly isPruning: boolean },
): Promise<number> {
  const { output, signal } = context
  await requirePaths(paths)
  const { watchFiles } = await import('#ingest/load/watch-files.ts')
  try {
    // Watched from before the first reading on, so that no change falls in between.
    for await (const { changed, removed } of watchFiles(paths, { signal })) {
      if (changed.length > 0) await read(changed, context, tags)
      for (const file of removed) await forget(file, context, isPruning)
      output.event({ event: 'watching', paths })
      output.line(`Watching ${paths.join(', ')}; Ctrl-C ends it.`)
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
  output.event({ event: 'stopped' })
  output.line('Stopped watching.')
  return exitStatus.done
}

/** A folder may be empty still, and a file gone again. */
async function read(files: readonly string[], context: CommandContext, tags: readonly string[]): Promise<void> {
  try {
    const summary = await ingestWithProgress(files, context, { tags, findOlder: findOlderVersions })
    reportIngest(summary, context.output)
  } catch (error) {
    if (!(error instanceof NacreError) || error.code !== 'not-found') throw error
    context.output.note(error.message)
  }
}

async function requirePaths(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined)
    if (found !== undefined) continue
    throw new NacreError(
      'not-found',
      `Expected files or folders to watch; there is none at ${path}. Globs, addresses and searches cannot be watched: name the folder.`,
    )
  }
}

async function forget(file: string, { app, output, signal }: CommandContext, isPruning: boolean): Promise<void> {
  const graph = await app.graph()
  const documents = (await findOlderVersions(graph))(file)
  for (const { id, title } of documents) {
    output.event({ event: 'removed', source: file, document_id: id, is_forgotten: isPruning })
    if (isPruning) {
      const { removeDocument } = await import('#ingest/remove-document.ts')
      const stores = { graph, vectors: await app.vectors() }
      await withWriteLock(app.config.dataFolder, () => removeDocument(id, stores), { signal })
      output.line(`${file} is gone: ${title} was forgotten.`)
    } else output.line(`${file} is gone; ${title} stays. "nacre docs rm ${id}" forgets it.`)
  }
}
