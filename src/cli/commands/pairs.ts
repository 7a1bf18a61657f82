import { Option, type Command } from 'commander'
import { resolve } from 'node:path'
import { pairFormats, type PairFormat } from '#agents/pairs/export/pair-formats.ts'
import { NacreError } from '#core/errors.ts'
import { buildPairs } from '#src/build-pairs.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { listAll } from '#graph/list-all.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { toWirePair, toWirePairLine, toWirePairQuality } from '#src/wire/training.ts'

/** `nacre pairs build|ls|show|lint|export`. */
export function addPairs(program: Command): void {
  const pairs = program.command('pairs').description('preference pairs: grounded answers against the policy’s own')
  pairs
    .command('build')
    .description('answer every task that has no pair yet, and set the policy’s own answer against it')
    .option('--rounds <n>', 'rounds of thinking, reflection and answer', parseCount(1), 2)
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<GlobalFlags & { rounds: number }>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const bar = output.progress('Building pairs')
        const summary = await buildPairs(app, {
          rounds: flags.rounds,
          signal,
          onProgress: (done, total, question) => bar.update(done, total, question),
        }).finally(() => bar.end())
        output.json({ built: summary.pairs.map(toWirePairLine), dropped: summary.dropped })
        output.line(`Built ${summary.pairs.length} pairs.`)
        for (const { reason, taskId } of summary.dropped) output.line(`Dropped: ${reason} (${taskId})`)
        if (summary.pairs.length > 0) output.line('Next: nacre pairs export --format trl -o pairs.jsonl')
        return exitStatus.done
      })
    })
  pairs
    .command('ls')
    .description('list the pairs')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const all = await Array.fromAsync(listAll(await app.graph(), 'pair'))
        output.json({ pairs: all.map(toWirePairLine) })
        for (const pair of all) output.line(`${pair.id}  ${pair.prompt}`)
        if (all.length === 0) output.line('No pairs yet. Next: nacre tasks generate, then nacre pairs build')
        return exitStatus.done
      }),
    )
  pairs
    .command('show')
    .description('one pair in full')
    .argument('<id>', 'pair id, from "nacre pairs ls"')
    .action((id: string, _options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const pair = await (await app.graph()).getRecord('pair', id)
        if (pair === undefined)
          throw new NacreError('not-found', `There is no pair ${id}. "nacre pairs ls" lists them.`)
        output.json(toWirePair(pair))
        for (const [name, text] of [
          ['Prompt', pair.prompt],
          ['Chosen', pair.chosen],
          ['Rejected', pair.rejected],
        ] as const) {
          output.line(output.bold(name))
          output.line(`${text}\n`)
        }
        output.line(
          output.dim(
            `Documents ${pair.provenance.documentIds.join(', ')}; licences ${pair.provenance.licenses.join(', ')}`,
          ),
        )
        return exitStatus.done
      }),
    )
  pairs
    .command('lint')
    .description('what the pairs are like as a data set, and what to know before training on them')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const { measurePairs } = await import('#agents/pairs/quality/measure-pairs.ts')
        const quality = measurePairs(await Array.fromAsync(listAll(await app.graph(), 'pair')))
        output.json(toWirePairQuality(quality))
        output.line(`${quality.pairs} pairs from ${quality.documents} documents`)
        output.line(`Told apart by length ${quality.separableByLength.toFixed(2)}, by length of the answer`)
        output.line(
          `  ${quality.separableByAnswerLength.toFixed(2)}, by the thinking block ${quality.separableByFormat.toFixed(2)} (0.5 is ideal)`,
        )
        output.line(`Words shared by chosen and rejected ${quality.similarity.toFixed(2)}`)
        for (const warning of quality.warnings) output.line(`! ${warning}`)
        return exitStatus.done
      }),
    )
  pairs
    .command('export')
    .description('write the pairs for training: a file of JSON Lines, or a folder with data and a card')
    .requiredOption('-o, --output <path>', 'FILE.jsonl, or a folder')
    .addOption(
      new Option('--format <format>', 'the trainer that reads it').choices(Object.keys(pairFormats)).default('trl'),
    )
    .option('--allow-unknown-license', 'write pairs from documents that name no licence, too')
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<GlobalFlags & ExportFlags>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const { exportDataset } = await import('#agents/pairs/export/export-dataset.ts')
        const { format, allowUnknownLicense = false } = flags
        const pairs = await Array.fromAsync(listAll(await app.graph(), 'pair'))
        const summary = await exportDataset(pairs, resolve(flags.output), { format, allowUnknownLicense, signal })
        output.json(summary)
        output.line(`Wrote ${summary.written} pairs to ${summary.path}.`)
        for (const [reason, count] of Object.entries(summary.refused)) output.line(`Left out ${count}: ${reason}`)
        for (const path of summary.beside) output.line(`Beside it: ${path}`)
        if ('unknown licence' in summary.refused) output.line('To write those too: --allow-unknown-license')
        return exitStatus.done
      })
    })
}

interface ExportFlags {
  readonly output: string
  readonly format: PairFormat
  readonly allowUnknownLicense?: boolean
}
