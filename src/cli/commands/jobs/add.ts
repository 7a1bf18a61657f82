import { Option, type Command } from 'commander'
import { resolve } from 'node:path'
import { taskProfiles, type TaskProfile } from '#core/task.ts'
import { collectTags } from '#src/cli/collect-tags.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { checkJobInput } from '#src/jobs/check-job-input.ts'
import type { JobKind } from '#src/jobs/job-input.ts'
import { toWireJob } from '#src/wire/jobs.ts'

interface AddFlags extends GlobalFlags {
  readonly priority: number
  readonly key?: string
}

interface GenerateFlags {
  readonly profile?: TaskProfile
  readonly n: number
  readonly seed?: number
  readonly topic?: string
  readonly leastCovered?: boolean
}

/** `nacre jobs add ingest|generate|reason|pairs`. */
export function addJobsAdd(jobs: Command): void {
  const add = jobs.command('add').description('put work into the queue')
  const verb = (name: JobKind, description: string): Command =>
    add
      .command(name)
      .description(description)
      .option('--priority <n>', 'larger is done earlier', Number, 0)
      .option('--key <key>', 'two jobs with the same key are one')

  verb('ingest', 'read documents')
    .argument('<source...>', 'as "nacre ingest" takes them')
    .option('--tag <tag>', 'a tag for each new document; may be given several times', collectTags, [])
    .action(async (sources: string[], _options, command: Command) => {
      const { sourceKind } = await import('#ingest/load/source-kind.ts')
      // The worker may stand in another folder.
      const places = sources.map((source) => (sourceKind(source) === 'path' ? resolve(source) : source))
      const { tag } = command.optsWithGlobals<{ tag: readonly string[] }>()
      return enqueue('ingest', { sources: places, tags: tag }, command)
    })
  verb('generate', 'make tasks')
    .addOption(new Option('--profile <profile>', 'how questions are found').choices([...taskProfiles]))
    .option('--n <n>', 'tasks to make', parseCount(1), 3)
    .option('--seed <seed>', 'the same corpus and seed give the same tasks', parseCount(0))
    .option('--topic <topic>', 'begin from passages on this topic')
    .option('--least-covered', 'documents, communities and passages with fewest tasks first')
    .action((_options, command: Command) => {
      const { profile, n, seed, topic, leastCovered } = command.optsWithGlobals<GenerateFlags>()
      return enqueue('generate', { profile, n, seed, topic, leastCoveredFirst: leastCovered }, command)
    })
  verb('reason', 'answer a question')
    .argument('<question>', 'what is asked')
    .option('--rounds <n>', 'rounds of thinking, reflection and answer', parseCount(1), 2)
    .action((question: string, _options, command: Command) =>
      enqueue('reason', { question, rounds: command.optsWithGlobals<{ rounds: number }>().rounds }, command),
    )
  verb('pairs', 'make the pairs of all tasks that have none')
    .option('--rounds <n>', 'rounds of thinking, reflection and answer', parseCount(1), 2)
    .action((_options, command: Command) =>
      enqueue('pairs', { rounds: command.optsWithGlobals<{ rounds: number }>().rounds }, command),
    )
}

function enqueue(kind: JobKind, input: object, command: Command): Promise<void> {
  const flags = command.optsWithGlobals<AddFlags>()
  return runCommand(flags, async ({ app, output }) => {
    const { priority, key } = flags
    const queue = await app.jobs()
    const job = await queue.add({
      kind,
      input: checkJobInput(kind, input),
      priority,
      ...(key !== undefined && { key }),
    })
    output.json(toWireJob(job))
    output.line(`${job.id}  ${job.state}`)
    output.line(`Next: nacre worker, and to follow it: nacre jobs watch ${job.id}`)
    return exitStatus.done
  })
}
