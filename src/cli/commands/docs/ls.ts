import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { failuresPath } from '#src/ingest-sources.ts'
import { collectTags } from '#src/cli/collect-tags.ts'
import { runCommand, type CommandContext, type GlobalFlags } from '#src/cli/run-command.ts'

interface LsFlags extends GlobalFlags {
  readonly tag: readonly string[]
  readonly failed?: boolean
}

/** `nacre docs ls [--tag T] [--failed]`. */
export function addDocsLs(docs: Command): void {
  docs
    .command('ls')
    .description('list the documents')
    .option('--tag <tag>', 'only those with this tag; several: with all of them', collectTags, [])
    .option('--failed', 'what could not be read, and why')
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<LsFlags>()
      return runCommand(flags, (context) =>
        flags.failed === true ? listFailed(context) : listDocuments(context, flags.tag),
      )
    })
}

async function listDocuments({ app, output }: CommandContext, wanted: readonly string[]): Promise<number> {
  const all = await (await app.graph()).listDocuments()
  const documents = all.filter(({ tags = [] }) => wanted.every((tag) => tags.includes(tag)))
  output.json({ documents })
  for (const { id, title, chunks, source, tags = [] } of documents) {
    const about = [`${chunks} chunks`, source, ...tags.map((tag) => `#${tag}`)].join(', ')
    output.line(`${id}  ${title}  ${output.dim(about)}`)
  }
  if (all.length === 0) output.line('No documents yet. Next: nacre ingest PATH')
  else if (documents.length === 0) output.line(`No document has the tag ${wanted.join(' and ')}.`)
  return exitStatus.done
}

async function listFailed({ app, output }: CommandContext): Promise<number> {
  const { readFailedSources } = await import('#ingest/failed-sources.ts')
  const failed = await readFailedSources(failuresPath(app.config.dataFolder))
  output.json({ failed: failed.map(({ failedAt, ...failure }) => ({ ...failure, failed_at: failedAt })) })
  for (const { source, message, failedAt } of failed) {
    output.line(`${source}  ${output.dim(failedAt.slice(0, 16).replace('T', ' '))}`)
    output.line(`    ${message}`)
  }
  output.line(failed.length === 0 ? 'All that was given could be read.' : 'Next: nacre docs retry')
  return exitStatus.done
}
