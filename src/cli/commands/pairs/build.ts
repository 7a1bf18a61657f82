import { Option, type Command } from 'commander'
import { rejectedWays, type RejectedWay } from '#core/task.ts'
import { buildPairs, judgeWays, type JudgeWay } from '#src/build-pairs.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { toWireDrop, toWirePairLine } from '#src/wire/training.ts'

interface BuildFlags extends GlobalFlags {
  readonly rounds: number
  readonly rejected: RejectedWay
  readonly judge: JudgeWay
  readonly again?: boolean
}

/** `nacre pairs build`. */
export function addBuild(pairs: Command): void {
  pairs
    .command('build')
    .description('answer every task that has no pair yet, and set the policy’s own answer against it')
    .option('--rounds <n>', 'rounds of thinking, reflection and answer', parseCount(1), 2)
    .addOption(
      new Option(
        '--rejected <way>',
        'phase-1: the policy’s answer, up to 512 tokens; phase-2: of a policy that thinks, up to 1,500; teacher: a wrong answer asked for',
      )
        .choices([...rejectedWays])
        .default('phase-1'),
    )
    .addOption(
      new Option('--judge <way>', 'who says that chosen is better: code, the critic’s model in both orders, or nobody')
        .choices([...judgeWays])
        .default('words'),
    )
    .option('--again', 'try again what was dropped before')
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<BuildFlags>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const bar = output.progress('Building pairs')
        const { pairs: built, dropped } = await buildPairs(app, {
          rounds: flags.rounds,
          way: flags.rejected,
          judge: flags.judge,
          isAgain: flags.again === true,
          signal,
          onProgress: (done, total, question) => bar.update(done, total, question),
        }).finally(() => bar.end())
        output.json({ built: built.map(toWirePairLine), dropped: dropped.map(toWireDrop) })
        output.line(`Built ${built.length} pairs.`)
        const reasons = Map.groupBy(dropped, ({ reason }) => reason)
        for (const [reason, { length }] of reasons) output.line(`Dropped ${length}: ${reason}`)
        if (reasons.size > 0) output.line('"nacre pairs ls --dropped" shows them.')
        if (built.length > 0) output.line('Next: nacre pairs review, nacre pairs export --format trl -o pairs.jsonl')
        return exitStatus.done
      })
    })
}
