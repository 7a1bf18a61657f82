import type { Command } from 'commander'
import { NacreError } from '#core/errors.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import { listAll } from '#graph/list-all.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import type { Output } from '#src/cli/output.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { compareTraces } from '#src/compare-traces.ts'
import { replayTrace } from '#src/replay-trace.ts'
import { toAskReply } from '#src/wire/answers.ts'
import type { App } from '#src/app.ts'
import { printAnswer, printThinking } from './ask.ts'

/** `nacre traces ls|show|replay`: what was thought on the way to an answer. */
export function addTraces(program: Command): void {
  const traces = program.command('traces').description('what was thought on the way to the answers')
  traces
    .command('ls')
    .description('list the traces')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const all = await Array.fromAsync(listAll(await app.graph(), 'trace'))
        output.json({
          traces: all.map(({ id, question, mode, settings, rounds, answer }) => ({
            id,
            question,
            mode,
            recursion: settings?.recursion ?? null,
            rounds: rounds.length,
            answer,
          })),
        })
        for (const { id, question, rounds } of all) output.line(`${id}  ${rounds.length} rounds  ${question}`)
        if (all.length === 0) output.line('No traces yet. Next: nacre ask "…"')
        return exitStatus.done
      }),
    )
  traces
    .command('show')
    .description('one trace: thinking, reflections, scores, and the calls of the models where they were kept')
    .argument('<id>', 'trace id, from "nacre traces ls"')
    .option('--calls', 'print every call as it was asked and answered')
    .action((id: string, _options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags & { calls?: boolean }>(), async ({ app, output }) => {
        const trace = await findTrace(id, app)
        output.json(await toFullTrace(trace, app))
        output.line(`${output.bold('Question')}  ${trace.question}\n`)
        printThinking(trace, output)
        printGraph(trace, output)
        printScores(trace, output)
        if (command.opts<{ calls?: boolean }>().calls ?? false) printCalls(trace, output)
        printAnswer(trace, output)
        return exitStatus.done
      }),
    )
  traces
    .command('replay')
    .description('think again with the same settings, and tell whether the same comes out')
    .argument('<id>', 'trace id, from "nacre traces ls"')
    .action((id: string, _options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output, signal }) => {
        const trace = await findTrace(id, app)
        const bar = output.progress('Thinking again')
        let steps = 0
        const again = await replayTrace(trace, app, {
          signal,
          onEvent: (event) => bar.update((steps += 1), 0, event.event),
        }).finally(() => bar.end())
        const differences = compareTraces(trace, again)
        const replayed = await toAskReply(again, await app.graph())
        output.json({ trace_id: id, is_same: differences.length === 0, differences, replayed })
        printThinking(again, output)
        printAnswer(again, output)
        output.line()
        for (const difference of differences) output.line(`Different: ${difference}`)
        output.line(differences.length === 0 ? 'The same came out.' : 'Something else came out.')
        return differences.length === 0 ? exitStatus.done : exitStatus.partial
      }),
    )
}

async function findTrace(id: string, app: App): Promise<ReasoningTrace> {
  const trace = await (await app.graph()).getRecord('trace', id)
  if (trace === undefined) throw new NacreError('not-found', `There is no trace ${id}. "nacre traces ls" lists them.`)
  return trace
}

async function toFullTrace(trace: ReasoningTrace, app: App) {
  const { settings, calls = [], stopped } = trace
  return {
    ...(await toAskReply(trace, await app.graph())),
    settings:
      settings === undefined
        ? null
        : {
            rounds: settings.rounds,
            seed: settings.seed,
            recursion: settings.recursion,
            is_integrated: settings.isIntegrated,
            stops_early: settings.stopsEarly,
            reply_tokens: settings.replyTokens,
          },
    answers: trace.rounds.map(({ index, answer, score, supportedShare }) => ({
      round: index,
      answer,
      score: score ?? null,
      supported_share: supportedShare,
    })),
    graph:
      trace.graph === undefined
        ? null
        : {
            nodes: trace.graph.nodes.map(({ name, entityId }) => ({ name, entity_id: entityId ?? null })),
            edges: trace.graph.edges.map(({ chunkIds, ...edge }) => ({ ...edge, chunk_ids: chunkIds })),
          },
    calls,
    stopped: stopped ?? null,
  }
}

function printScores({ rounds, bestRound, stopped }: ReasoningTrace, output: Output): void {
  for (const { index, score, supportedShare } of rounds) {
    const worth = score === undefined ? '' : `score ${score.toFixed(2)}, `
    const best = index === bestRound ? ', given' : ''
    output.line(`Round ${index + 1}: ${worth}${Math.round(100 * supportedShare)} % supported${best}`)
  }
  if (stopped !== undefined) output.line(`Ended early: ${stopped}`)
  output.line()
}

function printGraph({ graph }: ReasoningTrace, output: Output): void {
  if (graph === undefined) return
  output.line(output.bold('Graph of the thinking'))
  for (const { subject, type, object, chunkIds } of graph.edges) {
    const known = chunkIds.length === 0 ? 'thought by the model alone' : `stated in ${chunkIds.length} passages`
    output.line(`  [${subject}] -[${type}]-> [${object}]  ${output.dim(`(${known})`)}`)
  }
  output.line()
}

function printCalls({ calls = [] }: ReasoningTrace, output: Output): void {
  for (const { role, step, messages, prefill, reply } of calls) {
    output.line(output.bold(`${role}: ${step}`))
    for (const message of messages) output.line(output.dim(`[${message.role}] ${message.content}`))
    if (prefill !== undefined) output.line(output.dim(`[begun] ${prefill}`))
    output.line(`${reply}\n`)
  }
}
