import type { Command } from 'commander'
import { NacreError } from '#core/errors.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { collectTags } from '#src/cli/collect-tags.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { ingestWithProgress } from '#src/cli/ingest-with-progress.ts'
import { fileOf } from '#src/ingest-sources.ts'
import { reportIngest } from '#src/cli/report-ingest.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { unknownDocument } from './unknown-document.ts'

interface ReplaceFlags extends GlobalFlags {
  readonly tag: readonly string[]
}

/** `nacre docs replace ID|SOURCE PATH`. */
export function addDocsReplace(docs: Command): void {
  docs
    .command('replace')
    .description('put a new version of a document in the place of the old one')
    .argument('<document>', 'document id or source, from "nacre docs ls"')
    .argument('<path>', 'the new version: a file or an address')
    .option('--tag <tag>', 'a tag more; those of the old version stay', collectTags, [])
    .action((document: string, path: string, _options, command: Command) => {
      const flags = command.optsWithGlobals<ReplaceFlags>()
      return runCommand(flags, async (context) => {
        const { app, output } = context
        const { findSources } = await import('#ingest/load/find-sources.ts')
        const { files } = await findSources([path])
        if (files.length !== 1) {
          throw new NacreError(
            'invalid-input',
            `Expected one file for ${document}; ${path} stands for ${files.length}. Name one.`,
          )
        }
        const older = await findDocuments(await app.graph(), document)
        const findOlder = () => Promise.resolve(() => older)
        const summary = await ingestWithProgress([path], context, { tags: flags.tag, findOlder, isRecorded: false })
        const status = reportIngest(summary, output)
        const isThere = summary.failed.length === 0
        const titles = older.map(({ title }) => title).join(', ')
        if (!isThere) output.line(`${titles} stays as it was.`)
        else output.line(summary.documents === 0 ? 'The new version was there already.' : `In the place of ${titles}.`)
        return isThere ? status : exitStatus.failure
      })
    })
}

/** By id, else by source; a file of JSON Lines is the source of all its lines. */
async function findDocuments(graph: GraphStore, wanted: string) {
  const all = await graph.listDocuments()
  const byId = all.filter(({ id }) => id === wanted)
  const found = byId.length > 0 ? byId : all.filter(({ source }) => source === wanted || fileOf(source) === wanted)
  if (found.length === 0) throw unknownDocument(wanted)
  return found
}
