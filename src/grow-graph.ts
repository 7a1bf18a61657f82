import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GraphMeasures } from '#agents/grow/measure-graph.ts'
import { NacreError } from '#core/errors.ts'
import type { GrowthStep } from '#core/growth.ts'
import { listAll } from '#graph/list-all.ts'
import { askQuestion } from './ask-question.ts'
import type { App } from './app.ts'

export interface GrowthRow {
  readonly iteration: number
  readonly question: string
  readonly measures: GraphMeasures
}

/** The steps of a run, those that were undone too, by iteration. */
export async function readRun(app: App, run: string): Promise<readonly GrowthStep[]> {
  const steps: GrowthStep[] = []
  for await (const step of listAll(await app.graph(), 'growth')) if (step.run === run) steps.push(step)
  return steps.toSorted((a, b) => a.iteration - b.iteration)
}

/**
 * Lets a graph grow by `iterations` steps in all; each step is a record of the graph, so a run that was stopped goes on.
 * Writes a snapshot for each step, the table and the plot into `folder`.
 */
export async function growGraphOf(
  app: App,
  wishes: { readonly run: string; readonly prompt: string; readonly iterations: number; readonly topic?: string },
  options: {
    readonly folder: string
    readonly rounds: number
    readonly signal?: AbortSignal
    readonly onStep?: (step: GrowthStep, measures: GraphMeasures) => void
  },
): Promise<readonly GrowthRow[]> {
  const { growGraph } = await import('#agents/grow/grow-graph.ts')
  const { folder, rounds, signal } = options
  const cancel = signal === undefined ? {} : { signal }
  const graph = await app.graph()
  const model = await app.reasoner()
  const think = (question: string) => askQuestion(question, app, { mode: 'recursive', rounds, ...cancel })
  const steps = await growGraph(
    wishes,
    await readRun(app, wishes.run),
    { think, model },
    {
      ...cancel,
      onStep: async (step, all) => {
        await graph.putRecord('growth', step)
        const rows = await writeGrowth(app, all, folder)
        const row = rows.find(({ iteration }) => iteration === step.iteration)
        if (row !== undefined) options.onStep?.(step, row.measures)
      },
    },
  )
  return writeGrowth(app, steps, folder)
}

/** Takes an iteration back, or it and all later ones. Throws `not-found` where there is nothing to take back. */
export async function undoGrowth(
  app: App,
  { run, iteration, andLater }: { readonly run: string; readonly iteration: number; readonly andLater: boolean },
): Promise<readonly GrowthStep[]> {
  const graph = await app.graph()
  const steps = await readRun(app, run)
  const gone = steps.filter(
    (step) => step.isUndone !== true && (andLater ? step.iteration >= iteration : step.iteration === iteration),
  )
  if (gone.length === 0) {
    const there = steps.filter(({ isUndone }) => isUndone !== true).map((step) => step.iteration)
    throw new NacreError(
      'not-found',
      `Run "${run}" has no iteration ${iteration}. It has: ${there.join(', ') || 'none'}.`,
    )
  }
  for (const step of gone) await graph.putRecord('growth', { ...step, isUndone: true })
  return gone
}

/** Snapshots, table and plot of the steps that count; each file appears whole. */
export async function writeGrowth(
  app: App,
  steps: readonly GrowthStep[],
  folder: string,
): Promise<readonly GrowthRow[]> {
  const { joinSteps } = await import('#agents/grow/grown-graph.ts')
  const { measureGraph } = await import('#agents/grow/measure-graph.ts')
  const { writeGrownGraphml } = await import('#agents/grow/write-grown-graphml.ts')
  const { writeMeasuresCsv } = await import('#agents/grow/write-measures.ts')
  const { plotGrowth } = await import('#agents/grow/plot-growth.ts')
  const embedder = await app.embedder()
  const vectors = new Map<string, Float32Array>()
  const live = steps.filter(({ isUndone }) => isUndone !== true)
  const rows: GrowthRow[] = []
  let before: Parameters<typeof measureGraph>[1]
  await mkdir(folder, { recursive: true })
  for (const [index, { iteration, question }] of live.entries()) {
    const graph = await joinSteps(live.slice(0, index + 1), embedder, vectors)
    const measures = measureGraph(graph, before)
    rows.push({ iteration, question, measures })
    before = { graph, measures }
    await write(join(folder, `graph-${String(iteration).padStart(4, '0')}.graphml`), writeGrownGraphml(graph))
  }
  await write(join(folder, 'measures.json'), `${JSON.stringify(rows, undefined, 2)}\n`)
  await write(join(folder, 'measures.csv'), writeMeasuresCsv(rows))
  await write(join(folder, 'growth.svg'), await plotGrowth(rows))
  return rows
}

async function write(path: string, text: string): Promise<void> {
  const temporary = `${path}.writing-${process.pid}`
  await writeFile(temporary, text)
  await rename(temporary, path)
}
