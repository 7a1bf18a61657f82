import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { ingestWithProgress } from '#src/cli/ingest-with-progress.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'

/** `nacre ingest PATH|GLOB…`: reads documents into the vector store and the graph. */
export function addIngest(program: Command): void {
  program
    .command('ingest')
    .description('read documents into the vectors and the graph')
    .argument(
      '<source...>',
      'files, folders, globs, http(s) addresses or arxiv:QUERY: PDF, Word (.docx), HTML, JATS XML, LaTeX, Markdown, text, JSON Lines {title,text,doi?,license?}',
    )
    .option('--extract <way>', '"rules" (no model, default) or "llm" (one model call a chunk)')
    .action((paths: string[], _options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async (context) => {
        const summary = await ingestWithProgress(paths, context)
        context.output.event({ event: 'done', ...summary })
        const { line } = context.output
        line(
          `Read ${summary.documents} documents: ${summary.chunks} chunks, ${summary.entities} entities, ` +
            `${summary.relations} relations, ${summary.quantities} quantities. ${summary.skipped} were there already.`,
        )
        if (summary.failed.length === 0) return exitStatus.done
        line(`${summary.failed.length} could not be read:`)
        for (const failure of summary.failed) line(`  ${failure.source}: ${failure.message}`)
        return exitStatus.partial
      }),
    )
}
