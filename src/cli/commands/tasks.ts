import type { Command } from 'commander'
import { NacreError } from '#core/errors.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { listAll } from '#graph/list-all.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { toWireTask } from '#src/wire/training.ts'
import { addGenerate } from './tasks/generate.ts'

/** `nacre tasks generate|ls|show`. */
export function addTasks(program: Command): void {
  const tasks = program.command('tasks').description('questions that Nacre asks itself about the corpus')
  addGenerate(tasks)
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
  if (task.sample !== undefined) {
    for (const { title, text } of task.sample.seeds) {
      output.line(`${output.bold('Seed text')}  from “${title}”`)
      output.line(output.dim(`  ${text.replaceAll(/\s+/g, ' ').slice(0, 400)} …`))
    }
    output.line(`${output.bold('Question')}  ${task.question}\n`)
    output.line(`${output.bold('Chosen')}\n${task.sample.chosen}\n`)
    const { rejected } = task.sample
    if (rejected !== undefined) output.line(`${output.bold(`Rejected (${rejected.way})`)}\n${rejected.text}`)
    return
  }
  output.line(`${output.bold('Key fact')}  ${task.fact}`)
  output.line(`${output.bold('Question')}  ${task.question}`)
}
