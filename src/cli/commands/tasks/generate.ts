import { readFile } from 'node:fs/promises'
import { text as readAll } from 'node:stream/consumers'
import { Option, type Command } from 'commander'
import { NacreError } from '#core/errors.ts'
import { rejectedWays, taskProfiles, type RejectedWay, type TaskProfile } from '#core/task.ts'
import { exitStatus, exitStatusOf } from '#src/cli/exit-status.ts'
import type { Output } from '#src/cli/output.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { parsePrices } from '#src/cli/parse-prices.ts'
import type { Prices } from '#src/cli/report-estimate.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { generateNewTasks, type GenerateSummary } from '#src/generate-new-tasks.ts'
import { toWireTask } from '#src/wire/training.ts'

interface GenerateFlags extends GlobalFlags {
  readonly profile: TaskProfile
  readonly n: number
  readonly seed: number
  readonly topic?: string
  readonly text?: string
  readonly resume?: boolean
  readonly leastCovered?: boolean
  readonly graphMode?: boolean
  readonly rejected: RejectedWay | 'none'
  readonly budget?: number
  readonly prices?: Prices
}

/** `nacre tasks generate`. */
export function addGenerate(tasks: Command): void {
  tasks
    .command('generate')
    .description('ask questions about random passages, a topic or a text')
    .addOption(
      new Option(
        '--profile <profile>',
        'grounded: about a sentence of a random passage, worded by the model; graph-path: along relations of the graph, without ' +
          'a model; preflexor: the published method as it is, without gates',
      )
        .choices([...taskProfiles])
        .default('grounded'),
    )
    .option('--n <n>', 'tasks to make', parseCount(1), 3)
    .option('--seed <seed>', 'the same corpus and seed give the same tasks', parseCount(0), 1)
    .option('--topic <topic>', 'begin from passages on this topic')
    .option('--text <file>', 'begin from this text ("-" reads it from the input); it becomes part of the corpus')
    .option('--resume', 'go on with what this profile and seed have made; --n counts all of it')
    .option('--least-covered', 'documents, communities and passages with fewest tasks first')
    .option('--graph-mode', 'profile preflexor: graph, abstract insights and pattern before the other parts')
    .addOption(
      new Option('--rejected <way>', 'profile preflexor: who writes the rejected answer')
        .choices([...rejectedWays, 'none'])
        .default('phase-1'),
    )
    .option('--budget <tokens>', 'stop before more tokens than this are read and written', parseCount(1))
    .option('--prices <in,out>', 'prices of a million tokens, to tell what it cost', parsePrices)
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<GenerateFlags>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const bar = output.progress('Asking')
        const text = flags.text === undefined ? {} : { text: await readText(flags.text) }
        const summary = await generateNewTasks(app, {
          profile: flags.profile,
          n: flags.n,
          seed: flags.seed,
          ...(flags.topic === undefined ? {} : { topic: flags.topic }),
          ...text,
          isResumed: flags.resume ?? false,
          leastCoveredFirst: flags.leastCovered ?? false,
          isGraphMode: flags.graphMode ?? false,
          ...(flags.rejected === 'none' ? {} : { rejected: flags.rejected }),
          ...(flags.budget === undefined ? {} : { budgetTokens: flags.budget }),
          signal,
          onProgress: (done, spent) => bar.update(done, flags.n, spent === 0 ? '' : `${spent} tokens`),
        }).finally(() => bar.end())
        report(summary, flags, output)
        if (summary.stopped !== undefined) return exitStatusOf[summary.stopped.code]
        return summary.tasks.length === 0 ? exitStatus.failure : exitStatus.done
      })
    })
}

async function readText(source: string): Promise<string> {
  if (source === '-') return readAll(process.stdin)
  return readFile(source, 'utf8').catch((cause: unknown) => {
    throw new NacreError('not-found', `Expected a text file ${source}; it cannot be read.`, { cause })
  })
}

function report({ tasks, dropped, stopped }: GenerateSummary, flags: GenerateFlags, output: Output): void {
  const spent = tasks.reduce(
    (sum, { generator }) => ({
      calls: sum.calls + generator.calls,
      input: sum.input + generator.inputTokens,
      output: sum.output + generator.outputTokens,
    }),
    { calls: 0, input: 0, output: 0 },
  )
  const { prices } = flags
  const price = prices === undefined ? undefined : (spent.input * prices.input + spent.output * prices.output) / 1e6
  output.json({
    tasks: tasks.map(toWireTask),
    dropped,
    spent: { calls: spent.calls, input_tokens: spent.input, output_tokens: spent.output, price: price ?? null },
    stopped: stopped === undefined ? null : { code: stopped.code, message: stopped.message },
  })
  for (const task of tasks) output.line(`${task.id}  ${task.question}`)
  for (const [reason, count] of Object.entries(dropped)) output.line(output.dim(`${count} dropped: ${reason}`))
  if (spent.calls > 0) {
    const cost = price === undefined ? '' : `, ${price.toFixed(2)} at these prices`
    output.line(output.dim(`${spent.calls} model calls, ${spent.input} tokens in and ${spent.output} out${cost}`))
  }
  if (stopped !== undefined) {
    const why = stopped.code === 'cancelled' ? 'Stopped.' : `Stopped: ${stopped.message}`
    output.note(`${why} ${tasks.length} tasks are kept; the same command with --resume goes on.`)
  } else if (tasks.length < flags.n) {
    output.line(
      `Only ${tasks.length} of ${flags.n}: the corpus gave no more passages that pass the gates with this seed.`,
    )
  }
  output.line('Next: nacre pairs build')
}
