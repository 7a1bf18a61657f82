import { Option, type Command } from 'commander'
import { NacreError } from '#core/errors.ts'
import type { TaskProfile } from '#core/task.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { listAll } from '#graph/list-all.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { generateNewTasks } from '#src/generate-new-tasks.ts'
import { toWireTask } from '#src/wire/training.ts'

/** `nacre tasks generate|ls|show`. */
export function addTasks(program: Command): void {
  const tasks = program.command('tasks').description('questions that Nacre asks itself about the corpus')
  tasks
    .command('generate')
    .description('ask questions about random passages')
    .addOption(
      new Option(
        '--profile <profile>',
        'grounded: about a sentence of a random passage, worded by the model; graph-path: along relations of the graph, without a model',
      )
        .choices(['grounded', 'graph-path'])
        .default('grounded'),
    )
    .option('--n <n>', 'tasks to make', parseCount(1), 3)
    .option('--seed <seed>', 'the same corpus and seed give the same tasks', parseCount(0), 1)
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<GlobalFlags & { profile: TaskProfile; n: number; seed: number }>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const bar = output.progress('Asking')
        const summary = await generateNewTasks(app, {
          profile: flags.profile,
          n: flags.n,
          seed: flags.seed,
          signal,
          onProgress: (done) => bar.update(done, flags.n),
        }).finally(() => bar.end())
        output.json({ tasks: summary.tasks.map(toWireTask), dropped: summary.dropped })
        for (const task of summary.tasks) output.line(`${task.id}  ${task.question}`)
        for (const [reason, count] of Object.entries(summary.dropped))
          output.line(output.dim(`${count} dropped: ${reason}`))
        if (summary.tasks.length < flags.n) {
          output.line(
            `Only ${summary.tasks.length} of ${flags.n}: the corpus gave no more passages that pass the gates with this seed.`,
          )
        }
        output.line('Next: nacre pairs build')
        return summary.tasks.length === 0 ? exitStatus.failure : exitStatus.done
      })
    })
  tasks
    .command('ls')
    .description('list the tasks')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const all = await Array.fromAsync(listAll(await app.graph(), 'task'))
        output.json({ tasks: all.map(toWireTask) })
        for (const task of all) output.line(`${task.id}  ${task.question}`)
        if (all.length === 0) output.line('No tasks yet. Next: nacre tasks generate')
        return exitStatus.done
      }),
    )
  tasks
    .command('show')
    .description('one task: its passage, neighbours, fact and question')
    .argument('<id>', 'task id, from "nacre tasks ls"')
    .action((id: string, _options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const task = await (await app.graph()).getRecord('task', id)
        if (task === undefined)
          throw new NacreError('not-found', `There is no task ${id}. "nacre tasks ls" lists them.`)
        output.json(toWireTask(task))
        printTask(task, output)
        return exitStatus.done
      }),
    )
}

/** A task as a person reads it. */
export function printTask(task: import('#core/task.ts').Task, output: import('#src/cli/output.ts').Output): void {
  const { passage, context } = task
  output.line(output.bold('Random text'))
  output.line(`  from “${passage.title}”${passage.page === undefined ? '' : `, page ${passage.page}`}`)
  output.line(`  ${passage.text.replaceAll(/\s+/g, ' ')}\n`)
  for (const [kind, title] of [
    ['vectors', 'Near it in the vectors'],
    ['graph', 'Near it in the graph'],
  ] as const) {
    output.line(output.bold(title))
    for (const near of context.passages.filter(({ foundIn }) => foundIn === kind)) {
      const through = near.through.length === 0 ? '' : ` through ${near.through.slice(0, 6).join(', ')}`
      output.line(`  “${near.title}” ${output.dim(`(${near.score.toFixed(2)}${through})`)}`)
      output.line(output.dim(`    ${near.text.replaceAll(/\s+/g, ' ').slice(0, 200)} …`))
    }
    output.line()
  }
  output.line(output.bold('Relations around it'))
  for (const { subject, predicate, object } of context.relations.slice(0, 8))
    output.line(`  ${subject} — ${predicate} → ${object}`)
  output.line()
  if (task.path !== undefined) {
    output.line(output.bold('Path'))
    for (const { subject, predicate, object, evidence } of task.path) {
      output.line(`  ${subject} — ${predicate} → ${object}`)
      output.line(output.dim(`    ${evidence.text.replaceAll(/\s+/g, ' ')}`))
    }
    output.line()
  }
  output.line(`${output.bold('Key fact')}  ${task.fact}`)
  output.line(`${output.bold('Question')}  ${task.question}`)
}
