import { Option, type Command } from 'commander'
import { resolve } from 'node:path'
import { NacreError } from '#core/errors.ts'
import { buildPairs } from '#src/build-pairs.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { listAll } from '#src/list-all.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { toWirePair, toWirePairLine } from '#src/wire/training.ts'

/** `nacre pairs build|ls|show|export`. */
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
    .command('export')
    .description('write the pairs to a file for training')
    .requiredOption('-o, --output <file>')
    .addOption(new Option('--format <format>', 'TRL, conversational').choices(['trl']).default('trl'))
    .option('--allow-unknown-license', 'write pairs from documents that name no licence, too')
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<GlobalFlags & { output: string; allowUnknownLicense?: boolean }>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const { exportTrl } = await import('#agents/pairs/export-trl.ts')
        const path = resolve(flags.output)
        const allow = { allowUnknownLicense: flags.allowUnknownLicense ?? false }
        const summary = await exportTrl(listAll(await app.graph(), 'pair'), path, { ...allow, signal })
        output.json({ path, ...summary })
        output.line(`Wrote ${summary.written} pairs to ${path}.`)
        for (const [reason, count] of Object.entries(summary.refused)) output.line(`Left out ${count}: ${reason}`)
        if ('unknown licence' in summary.refused) output.line('To write those too: --allow-unknown-license')
        return exitStatus.done
      })
    })
}
