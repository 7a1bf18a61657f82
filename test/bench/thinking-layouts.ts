// Which layout of the thinking lets a small policy find the right one of five sentences: trains a fresh adapter on the
// same tasks for each layout (SFT, one pass), then reads its likeliest replies on held-out documents. About ten minutes a
// layout on one core. Prints one JSON value a layout.
//   node test/bench/thinking-layouts.ts --keep FOLDER [--layouts number-first,number-last,claim,excerpt] [--pairs 128] [--batch 4] [--rank 8]
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { nameTopic } from '#agents/pairs/name-topic.ts'
import { writeQuotes } from '#agents/pairs/write-open-book-thinking.ts'
import { capitalise } from '#agents/tasks/graph-path/name-in-sentence.ts'
import { showSentence } from '#agents/tasks/graph-path/show-sentence.ts'
import { drawSamples } from '#agents/training/evaluate/draw-samples.ts'
import { rightPlace } from '#agents/training/evaluate/measure-sample.ts'
import { measureNames, summariseSamples } from '#agents/training/evaluate/summarise-samples.ts'
import { drawRoundTasks } from '#agents/training/rounds/draw-round-tasks.ts'
import { holdOut } from '#agents/training/rounds/hold-out.ts'
import { defaultJob } from '#agents/training/rounds/round-plan.ts'
import type { Task } from '#core/task.ts'
import { openApp } from '#src/app.ts'
import { readConfig } from '#src/config.ts'
import { openRoundParts } from '#src/train-policy.ts'
import { spawnSync } from 'node:child_process'

const { values } = parseArgs({
  options: {
    keep: { type: 'string' },
    layouts: { type: 'string', default: 'number-first,number-last,claim,excerpt' },
    pairs: { type: 'string', default: '128' },
    seed: { type: 'string', default: '1' },
    batch: { type: 'string', default: '4' },
    rank: { type: 'string', default: '8' },
  },
})
if (values.keep === undefined) throw new Error('Give a folder that is kept between runs: --keep FOLDER')

/** What the policy is shown as its better reply. */
const layouts: Readonly<Record<string, (task: Task) => string>> = {
  'number-first': (task) => reply(task, [`[${rightPlace(task)}] ${whole(task)}`], whole(task)),
  'number-last': (task) => reply(task, [`${whole(task)} [${rightPlace(task)}]`], whole(task)),
  claim: (task) => reply(task, [`${excerpt(task)}\nFrom: ${whole(task)} [${rightPlace(task)}]`], whole(task)),
  excerpt: (task) => reply(task, [excerpt(task)], capitalise(excerpt(task))),
}

const folder = resolve(values.keep)
const root = join(import.meta.dirname, '../..')
if (!existsSync(join(folder, 'graph.sqlite'))) {
  const words = ['src/cli/main.ts', 'ingest', 'examples/corpus', '--data', folder]
  spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...words], { cwd: root, stdio: 'inherit' })
}
const app = openApp({ ...readConfig(), dataFolder: folder })
const { parts, close } = await openRoundParts(app)
const heldOut = await holdOut(parts.folder, parts.graph)
const heldOutDocuments = new Set(heldOut.documentIds)
const seed = Number(values.seed)
const { training } = await drawRoundTasks(parts.graph, { seed: seed + 1, heldOutDocuments })
const tasks = training.slice(0, Number(values.pairs))
for (const name of values.layouts.split(',')) console.log(JSON.stringify(await measure(name)))
await close()
await app.close()

async function measure(name: string) {
  const layout = layouts[name]
  if (layout === undefined) throw new Error(`There is no layout ${name}: ${Object.keys(layouts).join(', ')}`)
  const rows = tasks.map((task) => ({
    id: task.id,
    prompt: task.trainingPrompt,
    chosen: layout(task),
    rejected: 'None.',
  }))
  const job = defaultJob({ method: 'sft', pairs: rows.length, seed, threads: app.config.models.threads ?? 2 })
  const batchPairs = Number(values.batch)
  const rank = Number(values.rank)
  const optimiser = { ...job.optimiser, batchPairs, steps: Math.ceil(rows.length / batchPairs) }
  const lora = { rank, alpha: 2 * rank }
  const startedMs = performance.now()
  const { path, hash } = await parts.trainer.train(
    {
      job: { ...job, lora, optimiser },
      rows,
      start: undefined,
      folder: join(folder, `layout-${name}-${batchPairs}-${rank}-${seed}`),
    },
    { onStep: ({ step, steps, loss }) => console.error(`${name}: step ${step} of ${steps}, loss ${loss.toFixed(3)}`) },
  )
  const minutes = (performance.now() - startedMs) / 60_000
  const policy = await app.policyWith({ path, hash })
  const summary = summariseSamples(heldOut.tasks, await drawSamples(heldOut.tasks, policy))
  await policy.close()
  const measures = Object.fromEntries(measureNames.map((measured) => [measured, summary.measures[measured]]))
  return {
    bench: 'thinking-layouts',
    layout: name,
    pairs: rows.length,
    batch: batchPairs,
    rank,
    minutes,
    measures,
    places: summary.rightByPlace,
  }
}

function reply(task: Task, quotes: readonly string[], answer: string): string {
  return `${writeQuotes(nameTopic(task), quotes)}\n${answer}`
}

function excerpt({ path = [] }: Task): string {
  return showSentence(path[0]!.evidence.text)
}

function whole({ fact }: Task): string {
  return showSentence(fact)
}
