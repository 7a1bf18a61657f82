import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NacreError } from '#core/errors.ts'
import type { Task } from '#core/task.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { buildPairs } from '#src/build-pairs.ts'
import { printAnswer, printThinking } from '#src/cli/commands/ask.ts'
import { printTask } from '#src/cli/commands/tasks.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { ingestWithProgress } from '#src/cli/ingest-with-progress.ts'
import { formatSeconds, type Output } from '#src/cli/output.ts'
import { pullModelsWithProgress } from '#src/cli/pull-models-with-progress.ts'
import type { CommandContext } from '#src/cli/run-command.ts'
import { generateNewTasks } from '#src/generate-new-tasks.ts'
import { listAll } from '#graph/list-all.ts'
import { writeDemoReport } from './write-demo-report.ts'

const corpus = fileURLToPath(new URL('../../../examples/corpus', import.meta.url))
const taskCount = 3
const taskSeed = 1
const rounds = 2

/** The whole way of the data on the sample corpus, step by step, saying what is made and what was there already. */
export async function runDemo(context: CommandContext, options: { reportPath: string }): Promise<number> {
  const { app, output } = context
  const startedMs = performance.now()
  const step = createSteps(output)

  step('Models')
  for (const { name, isNew } of await pullModelsWithProgress([], context)) {
    output.line(`  ${name}: ${isNew ? 'fetched, checksum right' : 'in the cache already'}`)
  }

  step('Reading the sample corpus')
  const read = await ingestWithProgress([relativeIfInside(corpus)], context)
  output.line(
    read.documents > 0 ? `  ${read.documents} documents read.` : '  Nothing new: every document was read before.',
  )
  if (read.documents > 0 && read.skipped > 0) output.line(`  ${read.skipped} were there already.`)
  const graph = await app.graph()
  const stats = await graph.stats()
  output.line(
    `  Known now: ${stats.documents} documents in ${stats.chunks} passages; ${stats.entities} entities, ` +
      `${stats.relations} relations and ${stats.quantities} quantities in the graph.`,
  )

  step('Asking itself questions about random passages')
  const tasks = await makeTasks(context, graph)
  for (const [index, task] of tasks.entries()) output.line(`  ${index + 1}. ${task.question}`)

  step(`Answering by recursive thinking (${rounds} rounds, reasoner and critic), and asking the policy the same`)
  const bar = output.progress('Thinking')
  const { pairs, dropped } = await buildPairs(app, {
    rounds,
    signal: context.signal,
    onProgress: (done, total, question) => bar.update(done, total, question),
  }).finally(() => bar.end())
  const known = await Array.fromAsync(listAll(graph, 'pair'))
  if (known.length > pairs.length) output.line(`  ${known.length - pairs.length} pairs were built before and are kept.`)
  output.line(`  ${pairs.length} new preference pairs: chosen = the grounded answer, rejected = the policy’s own.`)
  for (const { reason } of dropped) output.line(`  One was dropped at the gate: ${reason}.`)

  const shown = await findShown(graph, tasks)
  if (shown === undefined)
    throw new NacreError(
      'invalid-model-output',
      'No answer passed the gates. Try other questions: nacre tasks generate --seed 2',
    )
  const { task, trace, pair } = shown
  step('One task in full')
  printTask(task, output)
  output.line()
  printThinking(trace, output)
  output.line(output.bold('Answer'))
  printAnswer(trace, output)
  if (pair !== undefined) {
    output.line(output.bold('What the policy says by itself (rejected)'))
    output.line(`${pair.rejected}\n`)
  }

  step('Export and report')
  const { exportPairs } = await import('#agents/pairs/export/export-pairs.ts')
  const exportPath = join(app.config.dataFolder, 'exports', 'pairs-trl.jsonl')
  await mkdir(dirname(exportPath), { recursive: true })
  const exported = await exportPairs(listAll(graph, 'pair'), exportPath, { format: 'trl' })
  const reportPath = resolve(options.reportPath)
  const places = [
    { label: 'Report with the picture of the graph', path: reportPath },
    { label: 'Training pairs in TRL format', path: exportPath },
    {
      label: 'Graph, tasks, traces and pairs',
      path: app.config.graph.url === 'sqlite' ? join(app.config.dataFolder, 'graph.sqlite') : app.config.graph.url,
    },
    { label: 'Vectors', path: join(app.config.dataFolder, 'vectors') },
    { label: 'Models', path: join(app.config.cacheFolder, 'models') },
  ].map(({ label, path }) => ({ label, path: relativeIfInside(path) }))
  await writeFile(reportPath, await writeDemoReport({ task, trace, pair, places }, graph))
  output.line(`  ${exported.written} pairs written.`)
  for (const [reason, count] of Object.entries(exported.refused))
    output.line(output.dim(`  ${count} left out: ${reason}`))
  for (const { label, path } of places) output.line(`  ${label}: ${path}`)

  output.line(`\nDone in ${formatSeconds((performance.now() - startedMs) / 1000)}. Now try:`)
  output.line('  npx nacre ask "Why is nacre tough?"')
  output.line('  npx nacre graph neighbours nacre')
  output.line('  npx nacre ingest YOUR-PAPERS')
  output.json({
    tasks: tasks.length,
    pairs: known.length,
    new_pairs: pairs.length,
    exported: exported.written,
    export: exportPath,
    report: reportPath,
  })
  return exitStatus.done
}

/** The demo's tasks: those of an earlier run, else new ones. */
async function makeTasks(context: CommandContext, graph: GraphStore): Promise<readonly Task[]> {
  const { app, output } = context
  const known = (await Array.fromAsync(listAll(graph, 'task'))).slice(0, taskCount)
  if (known.length >= taskCount) {
    output.line(`  ${known.length} tasks are there from an earlier run and are used again.`)
    return known
  }
  const bar = output.progress('Asking')
  const made = await generateNewTasks(app, {
    profile: 'grounded',
    n: taskCount - known.length,
    seed: taskSeed,
    signal: context.signal,
    onProgress: (done) => bar.update(done, taskCount),
  }).finally(() => bar.end())
  for (const [reason, count] of Object.entries(made.dropped))
    output.line(output.dim(`  ${count} thrown away: ${reason}`))
  return [...known, ...made.tasks]
}

/** The first task whose answer became a pair, else the first that was answered. */
async function findShown(graph: GraphStore, tasks: readonly Task[]) {
  const pairs = await Array.fromAsync(listAll(graph, 'pair'))
  const traces = await Array.fromAsync(listAll(graph, 'trace'))
  const answered = tasks.flatMap((task) => {
    const pair = pairs.find(({ taskId }) => taskId === task.id)
    const trace = traces.find(({ id, taskId }) => (pair === undefined ? taskId === task.id : id === pair.traceId))
    return trace === undefined ? [] : [{ task, trace, pair }]
  })
  return answered.find(({ pair }) => pair !== undefined) ?? answered[0]
}

function createSteps(output: Output): (title: string) => void {
  let number = 0
  return (title) => {
    number += 1
    output.line(`\n${output.bold(`${number}. ${title}`)}`)
    if (output.isJson) output.note(title)
  }
}

function relativeIfInside(path: string): string {
  const near = relative(process.cwd(), path)
  return near.startsWith('..') ? path : near
}
