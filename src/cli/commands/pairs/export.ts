import { Option, type Command } from 'commander'
import { resolve } from 'node:path'
import { containers, type Container } from '#agents/pairs/export/export-dataset.ts'
import { pairFormats, type PairFormat } from '#agents/pairs/export/pair-formats.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { writeDataset } from '#src/write-dataset.ts'

interface ExportFlags extends GlobalFlags {
  readonly output: string
  readonly format: PairFormat
  readonly container: Container
  readonly pairsOfFile: number
  readonly allowUnknownLicense?: boolean
}

/** `nacre pairs export`. */
export function addExport(pairs: Command): void {
  pairs
    .command('export')
    .description('write the pairs for training: a file, or a folder with data and a card')
    .requiredOption('-o, --output <path>', 'FILE.jsonl, FILE.parquet, or a folder')
    .addOption(
      new Option('--format <format>', 'the trainer that reads it').choices(Object.keys(pairFormats)).default('trl'),
    )
    .addOption(new Option('--container <kind>', 'of the files in a folder').choices([...containers]).default('jsonl'))
    .option('--pairs-of-file <n>', 'pairs in a file of a folder', parseCount(1), 10_000)
    .option('--allow-unknown-license', 'write pairs from documents that name no licence, too')
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<ExportFlags>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const { format, container, pairsOfFile, allowUnknownLicense = false } = flags
        const options = { format, container, pairsOfFile, allowUnknownLicense, signal }
        const summary = await writeDataset(app, resolve(flags.output), options)
        output.json(summary)
        output.line(`Wrote ${summary.written} pairs to ${summary.paths.join(', ')}.`)
        for (const [reason, count] of Object.entries(summary.refused)) output.line(`Left out ${count}: ${reason}`)
        for (const path of summary.beside) output.line(`Beside it: ${path}`)
        if ('unknown licence' in summary.refused) output.line('To write those too: --allow-unknown-license')
        return exitStatus.done
      })
    })
}
