import type { Command } from 'commander'
import { NacreError } from '#core/errors.ts'
import { collectTags } from '#src/cli/collect-tags.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { ingestWithProgress } from '#src/cli/ingest-with-progress.ts'
import { parsePrices } from '#src/cli/parse-prices.ts'
import { reportEstimate, type Prices } from '#src/cli/report-estimate.ts'
import { reportIngest } from '#src/cli/report-ingest.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { watchSources } from '#src/cli/watch-sources.ts'

interface IngestFlags extends GlobalFlags {
  readonly tag: readonly string[]
  readonly watch?: boolean
  readonly prune?: boolean
  readonly dryRun?: boolean
  readonly prices?: Prices
}

/** `nacre ingest SOURCE…`: reads documents into the vector store and the graph. */
export function addIngest(program: Command): void {
  program
    .command('ingest')
    .description('read documents into the vectors and the graph')
    .argument(
      '<source...>',
      'files, folders, globs, http(s) addresses or arxiv:QUERY: PDF, Word (.docx), HTML, JATS XML, LaTeX, Markdown, text, JSON Lines {title,text,doi?,license?}',
    )
    .option('--extract <way>', '"rules" (no model, default) or "llm" (one model call a chunk)')
    .option('--tag <tag>', 'a tag for each new document; may be given several times', collectTags, [])
    .option('--watch', 'stay, and read what is added or changed in the folders, until Ctrl-C')
    .option('--prune', 'with --watch: forget the documents of files that are removed')
    .option('--dry-run', 'say what would be read, called and spent, and do nothing')
    .option('--prices <in,out>', 'with --dry-run: prices of a million tokens, such as 0.15,0.60', parsePrices)
    .action((sources: string[], _options, command: Command) => {
      const flags = command.optsWithGlobals<IngestFlags>()
      return runCommand(flags, async (context) => {
        if (flags.prune === true && flags.watch !== true) {
          throw new NacreError(
            'invalid-input',
            'Expected --prune together with --watch. Add --watch, or use "nacre docs rm".',
          )
        }
        if (flags.dryRun === true) return reportEstimate(sources, context, flags.prices)
        if (flags.watch === true)
          return watchSources(sources, context, { tags: flags.tag, isPruning: flags.prune === true })
        const summary = await ingestWithProgress(sources, context, { tags: flags.tag })
        const status = reportIngest(summary, context.output)
        if (status === exitStatus.partial) {
          context.output.line('"nacre docs ls --failed" lists them, "nacre docs retry" tries them again.')
        }
        return status
      })
    })
}
