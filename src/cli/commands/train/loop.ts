import { Option, type Command } from 'commander'
import type { ThinkingMask } from '#agents/training/data/mask-thinking.ts'
import {
  trainingMethods,
  trainingProfiles,
  type TrainingMethod,
  type TrainingProfile,
} from '#agents/training/rounds/round-plan.ts'
import type { Stage } from '#agents/training/rounds/round-parts.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import type { Output, Progress } from '#src/cli/output.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type CommandContext, type GlobalFlags } from '#src/cli/run-command.ts'
import { countRounds, restartRound, trainPolicy } from '#src/train-policy.ts'

interface TrainFlags extends GlobalFlags {
  readonly pairs: number
  readonly profile: TrainingProfile
  readonly method?: TrainingMethod
  readonly seed: number
  readonly mask: ThinkingMask['where']
}

const labels: Readonly<Record<Stage, string>> = {
  tasks: 'Drawing tasks',
  base: 'Measuring the base model',
  pairs: 'Asking the policy for pairs',
  check: 'Checking sampler against trainer',
  training: 'Training',
  evaluation: 'Measuring on held-out documents',
}

/** `nacre train round`, `nacre train loop`. */
export function addLoop(train: Command): void {
  const withOptions = (command: Command): Command =>
    command
      .option('--pairs <n>', 'pairs of a round', parseCount(8), 96)
      .addOption(
        new Option('--profile <profile>', 'evidence in the prompt, or the question alone')
          .choices(trainingProfiles)
          .default('open-book'),
      )
      .addOption(
        new Option('--method <method>', 'default: sft on the base model, dpo from then on').choices(trainingMethods),
      )
      .addOption(
        new Option('--mask <where>', 'where the thinking does not count')
          .choices(['none', 'likelihood', 'preference', 'both'])
          .default('none'),
      )
      .option('--seed <n>', 'equal seeds give equal rounds', parseCount(0), 1)

  withOptions(train.command('round'))
    .description('the next round: pairs against the current policy, training, measuring, promotion')
    .option('--restart', 'forget what an interrupted round has done')
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<TrainFlags & { restart?: boolean }>()
      return runCommand(flags, async (context) => {
        if (flags.restart === true) await restartRound(context.app)
        return run(context, flags, (await countRounds(context.app)) + 1)
      })
    })
  withOptions(train.command('loop'))
    .description('as many rounds in all; run it again after a stop and it goes on where it was')
    .option('--rounds <n>', 'rounds in all', parseCount(1), 3)
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<TrainFlags & { rounds: number }>()
      return runCommand(flags, (context) => run(context, flags, flags.rounds))
    })
}

async function run({ app, output, signal }: CommandContext, flags: TrainFlags, rounds: number): Promise<number> {
  const { pairs, profile, method, seed, mask } = flags
  const bars = createBars(output)
  const ended = await trainPolicy(
    app,
    { rounds, pairs, profile, method, seed, mask },
    {
      signal,
      onRound: ({ round, job, parent }) => {
        output.note(`Round ${round} of ${rounds}: ${job.objective.method} from ${parent ?? 'the base model'}`)
        output.event({ event: 'round', round, method: job.objective.method, parent })
      },
      onProgress: (stage, done, total, detail) => {
        bars.update(stage, done, total, detail)
        if (stage === 'training') output.event({ event: 'step', step: done, steps: total, detail })
      },
      onOutcome: ({ round }, outcome) => {
        bars.end()
        output.event({ event: 'outcome', round, ...outcome })
      },
    },
  ).finally(() => bars.end())
  for (const { plan, outcome } of ended) {
    const what = outcome.isPromoted ? `${outcome.version} serves now` : 'nothing was promoted'
    output.line(`Round ${plan.round}: ${what} (${outcome.reason})`)
  }
  output.line('Next: nacre train history; nacre evaluate')
  return exitStatus.done
}

/** One bar at a time: that of the stage that is under way. */
function createBars(output: Output): {
  update(stage: Stage, done: number, total: number, detail?: string): void
  end(): void
} {
  let current: { readonly stage: Stage; readonly bar: Progress } | undefined
  const end = (): void => {
    current?.bar.end()
    current = undefined
  }
  return {
    update: (stage, done, total, detail) => {
      if (current?.stage !== stage) {
        end()
        current = { stage, bar: output.progress(labels[stage]) }
      }
      current.bar.update(done, total, detail)
    },
    end,
  }
}
