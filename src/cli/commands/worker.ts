import { Option, type Command } from 'commander'
import { taskProfiles, type TaskProfile } from '#core/task.ts'
import { createTokenBudget } from '#models/budgeted-chat-model.ts'
import { createRateLimit } from '#models/rate-limited-chat-model.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { openApp, type Limits } from '#src/app.ts'
import { jobKinds, type JobKind } from '#src/jobs/job-input.ts'

interface WorkerFlags extends GlobalFlags {
  readonly generate?: boolean
  readonly perHour: number
  readonly profile: TaskProfile
  readonly concurrency: number
  readonly kinds?: readonly JobKind[]
  readonly once?: boolean
  readonly maxTokens?: number
  readonly requestsPerMinute?: number
}

/** Within the 25 s after which service managers kill, with room to close the stores. */
const graceMs = 20_000

/** `nacre worker`: takes jobs until Ctrl-C or SIGTERM, then ends what is under way or hands it back. */
export function addWorker(program: Command): void {
  program
    .command('worker')
    .description('do the jobs of the queue: read documents, make tasks, answer, build pairs')
    .option('--generate', 'keep making tasks from random text, the least covered parts first')
    .option(
      '--per-hour <n>',
      'with --generate: tasks an hour, of all workers of the data folder together',
      parseCount(1),
      60,
    )
    .addOption(
      new Option('--profile <profile>', 'with --generate: how questions are found')
        .choices([...taskProfiles])
        .default('grounded'),
    )
    .option('--concurrency <n>', 'jobs at the same time', parseCount(1), 1)
    .addOption(new Option('--kinds <kind...>', 'take only these').choices([...jobKinds]))
    .option('--once', 'end when nothing is left to do')
    .option('--max-tokens <n>', 'stop when the models have used so many tokens', parseCount(1))
    .option('--requests-per-minute <n>', 'ask servers no more often than this', parseCount(1))
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<WorkerFlags>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const { runWorker } = await import('#src/worker/run-worker.ts')
        // Parts opened by the app of the command refuse to work once the signal has fired; a job under way still needs them.
        const ownApp = openApp(app.config, { onNotice: output.note, limits: limitsOf(flags) })
        output.event({ event: 'ready' })
        output.note('The worker is ready; Ctrl-C ends it.')
        try {
          const { outcomes, stoppedBy } = await runWorker(ownApp, {
            concurrency: flags.concurrency,
            ...(flags.kinds !== undefined && { kinds: flags.kinds }),
            ...(flags.generate === true && { generate: { perHour: flags.perHour, profile: flags.profile } }),
            isOnce: flags.once === true,
            stop: signal,
            graceMs,
            onJob: (job, outcome) => {
              const failure = 'failure' in outcome ? outcome.failure : undefined
              output.event({ event: outcome.kind, job_id: job.id, kind: job.kind, ...(failure && { failure }) })
              output.line(`${outcome.kind.padEnd(9)} ${job.kind} ${job.id}${failure ? `: ${failure.message}` : ''}`)
            },
          })
          output.event({ event: 'stopped', outcomes })
          if (stoppedBy === undefined) return exitStatus.done
          output.note(`nacre: the worker stopped, its job waits: ${stoppedBy.message}`)
          return exitStatus.failure
        } finally {
          await ownApp.close()
        }
      })
    })
}

function limitsOf({ maxTokens, requestsPerMinute }: WorkerFlags): Limits {
  return {
    ...(maxTokens !== undefined && { budget: createTokenBudget(maxTokens) }),
    ...(requestsPerMinute !== undefined && { rateLimit: createRateLimit(requestsPerMinute) }),
  }
}
