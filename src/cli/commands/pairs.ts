import type { Command } from 'commander'
import { NacreError } from '#core/errors.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { listAll } from '#graph/list-all.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { toWireDrop, toWirePair, toWirePairLine } from '#src/wire/training.ts'
import { addBuild } from './pairs/build.ts'
import { addExport } from './pairs/export.ts'
import { addLint } from './pairs/lint.ts'
import { addReview } from './pairs/review.ts'

/** `nacre pairs build|ls|show|review|lint|export`. */
export function addPairs(program: Command): void {
  const pairs = program.command('pairs').description('preference pairs: grounded answers against the policy’s own')
  addBuild(pairs)
  pairs
    .command('ls')
    .description('list the pairs')
    .option('--dropped', 'those that a gate refused, with the reason')
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<GlobalFlags & { dropped?: boolean }>()
      return runCommand(flags, async ({ app, output }) => {
        const graph = await app.graph()
        if (flags.dropped === true) {
          const drops = await Array.fromAsync(listAll(graph, 'drop'))
          output.json({ dropped: drops.map(toWireDrop) })
          for (const { id, reason, question } of drops) output.line(`${id}  ${reason}\n    ${question}`)
          if (drops.length === 0) output.line('Nothing was dropped.')
          return exitStatus.done
        }
        const all = await Array.fromAsync(listAll(graph, 'pair'))
        output.json({ pairs: all.map(toWirePairLine) })
        for (const { id, prompt, review } of all) output.line(`${id}  ${review ?? ''}  ${prompt.split('\n')[0]}`)
        if (all.length === 0) output.line('No pairs yet. Next: nacre tasks generate, then nacre pairs build')
        return exitStatus.done
      })
    })
  pairs
    .command('show')
    .description('one pair in full')
    .argument('<id>', 'pair id, from "nacre pairs ls", also of a dropped one')
    .action((id: string, _options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const graph = await app.graph()
        const drop = await graph.getRecord('drop', id)
        const pair = (await graph.getRecord('pair', id)) ?? drop?.pair
        if (pair === undefined)
          throw new NacreError('not-found', `There is no pair ${id}. "nacre pairs ls" lists them.`)
        output.json(toWirePair(pair))
        if (drop !== undefined) output.line(`Dropped: ${drop.reason}\n`)
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
  addReview(pairs)
  addLint(pairs)
  addExport(pairs)
}
