import type { Command } from 'commander'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { NacreError } from '#core/errors.ts'
import { sha256 } from '#core/id.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { growGraphOf, readRun, undoGrowth, writeGrowth } from '#src/grow-graph.ts'

interface GrowFlags extends GlobalFlags {
  readonly prompt?: string
  readonly iterations: number
  readonly rounds: number
  readonly topic?: string
  readonly run?: string
  readonly output?: string
}

/** `nacre graph grow` and `nacre graph grow undo`. */
export function addGrow(graph: Command): void {
  const grow = graph
    .command('grow')
    .description('let a graph grow by itself: answer, keep the relations that were thought of, ask on')
    .option('--prompt <question>', 'the first question')
    .option('--iterations <n>', 'iterations in all; a run that was stopped goes on', parseCount(1), 5)
    .option('--rounds <n>', 'rounds of thinking for an answer', parseCount(1), 1)
    .option('--topic <topic>', 'follow-up questions are about this')
    .option('--run <name>', 'name of the run (default: from the first question)')
    .option('-o, --output <folder>', 'snapshots, table and plot (default: in the data folder)')
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<GrowFlags>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const { prompt, iterations, rounds, topic } = flags
        if (prompt === undefined || prompt.trim() === '')
          throw new NacreError('invalid-input', 'Expected a first question: nacre graph grow --prompt "…"')
        const run = flags.run ?? sha256(`${prompt}\n${topic ?? ''}`).slice(0, 8)
        const folder = resolve(flags.output ?? join(app.config.dataFolder, 'growth', run))
        const rows = await growGraphOf(
          app,
          { run, prompt, iterations, ...(topic !== undefined && { topic }) },
          {
            folder,
            rounds,
            signal,
            onStep: ({ iteration, question, questionFrom, edges }, { nodes, edges: all }) => {
              output.event({
                event: 'iteration',
                iteration,
                question,
                question_from: questionFrom,
                edges: edges.length,
              })
              output.line(`${iteration}. ${question}`)
              output.line(output.dim(`   ${edges.length} relations; now ${nodes} things and ${all} relations`))
            },
          },
        )
        output.event({ event: 'done', run, folder, rows })
        output.line(`Run ${run}: ${folder} has the snapshots (GraphML), measures.csv, measures.json and growth.svg.`)
        output.line(`To take an iteration back: nacre graph grow undo ${run} ITERATION`)
        return exitStatus.done
      })
    })
  grow
    .command('undo')
    .description('take an iteration back')
    .argument('<run>', 'name of the run')
    .argument('<iteration>', 'its number', parseCount(1))
    .option('--and-later', 'all later ones, too')
    .action((run: string, iteration: number, _options, command: Command) => {
      const flags = command.optsWithGlobals<GlobalFlags & { andLater?: boolean; output?: string }>()
      return runCommand(flags, async ({ app, output }) => {
        const gone = await undoGrowth(app, { run, iteration, andLater: flags.andLater === true })
        const folder = resolve(flags.output ?? join(app.config.dataFolder, 'growth', run))
        for (const step of gone)
          await rm(join(folder, `graph-${String(step.iteration).padStart(4, '0')}.graphml`), { force: true })
        const rows = await writeGrowth(app, await readRun(app, run), folder)
        output.json({ run, undone: gone.map((step) => step.iteration), left: rows.length })
        output.line(`Taken back: ${gone.map((step) => step.iteration).join(', ')}. ${rows.length} iterations are left.`)
        return exitStatus.done
      })
    })
}
