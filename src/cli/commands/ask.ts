import { Option, type Command } from 'commander'
import type { ReasonEvent } from '#agents/reason.ts'
import { reasonModes, recursions, type ReasoningTrace, type Recursion } from '#core/trace.ts'
import { queryOfPassages, queryOfTrace } from '#graph/neo4j-browser/query-of-record.ts'
import { describeChain } from '#src/cli/describe-chain.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import type { Output } from '#src/cli/output.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { askQuestion } from '#src/ask-question.ts'
import { toAskReply } from '#src/wire/answers.ts'

interface AskFlags extends GlobalFlags {
  readonly rounds: number
  readonly steps: number
  readonly mode: ReasoningTrace['mode']
  readonly recursion: Recursion
  readonly integrate: boolean
  readonly earlyStop?: boolean
  readonly replyTokens: number
  readonly budget?: number
  readonly stream?: boolean
  readonly showThinking?: boolean
}

/** `nacre ask "…"`: an answer from the corpus, each sentence with its source, or a plain word that there is none. */
export function addAsk(program: Command): void {
  program
    .command('ask')
    .description('answer a question from the corpus, with its sources')
    .argument('<question>')
    .option('--rounds <n>', 'rounds of thinking, reflection and answer', parseCount(1), 2)
    .addOption(
      new Option(
        '--mode <mode>',
        'direct: answer at once; thinking: think, then answer; recursive: think again from criticism; agent: a larger model looks for its evidence itself',
      )
        .choices([...reasonModes])
        .default('recursive'),
    )
    .addOption(
      new Option(
        '--recursion <way>',
        'verdicts: code mends what the verifier refuses; thinking, response: the two published ways, where the critic model writes',
      )
        .choices([...recursions])
        .default('verdicts'),
    )
    .option('--steps <n>', 'mode agent: most turns of the model', parseCount(1), 8)
    .option('--no-integrate', 'published ways: give the best round instead of one answer made of all')
    .option('--early-stop', 'published ways: end when a round is no better than the best before it')
    .option('--reply-tokens <n>', 'published ways: most tokens of one reply', parseCount(1), 3000)
    .option('--budget <tokens>', 'end before more tokens than this are read and written', parseCount(1))
    .option('--stream', 'print thinking and answers as they are written; with --json one event a line')
    .option('--show-thinking', 'print the thinking and the reflections')
    .action((question: string, _options, command: Command) => {
      const flags = command.optsWithGlobals<AskFlags>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const bar = output.progress('Thinking')
        let steps = 0
        const trace = await askQuestion(question, app, {
          mode: flags.mode,
          rounds: flags.mode === 'agent' ? flags.steps : flags.rounds,
          recursion: flags.recursion,
          ...(flags.integrate ? {} : { integration: 'none' as const }),
          stopsEarly: flags.earlyStop ?? false,
          replyTokens: flags.replyTokens,
          ...(flags.budget === undefined ? {} : { budgetTokens: flags.budget }),
          signal,
          onEvent: (event) => {
            if (flags.stream ?? false) streamEvent(event, output)
            else bar.update((steps += 1), 0, event.event)
          },
        }).finally(() => bar.end())
        const { linkIntoNeo4j } = await import('#src/find-neo4j.ts')
        const query = (holder: 'record' | 'copy'): string =>
          holder === 'record' ? queryOfTrace(trace.id) : queryOfPassages(passagesOf(trace))
        const link = trace.refusal === undefined ? await linkIntoNeo4j(app.config, query) : undefined
        if (trace.stopped !== undefined) output.note(`Ended early: ${trace.stopped}`)
        output.json({
          ...(await toAskReply(trace, await app.graph())),
          ...(link !== undefined && { neo4j_browser_url: link.url }),
        })
        if (flags.showThinking ?? false) printThinking(trace, output)
        printAnswer(trace, output)
        if (link !== undefined) output.line(`\nOpen this in Neo4j Browser${link.note}: ${link.url}`)
        return exitStatus.done
      })
    })
}

/** What an answer cites, and the passages on the way there. */
function passagesOf({ citations, chains = [] }: ReasoningTrace): string[] {
  const passages = [...citations, ...chains.flatMap(({ steps }) => steps)]
  return [...new Set(passages.map(({ chunkId }) => chunkId))]
}

/** One event of thinking as it happens. */
function streamEvent(event: ReasonEvent, output: Output): void {
  if (event.event.endsWith('.delta') && 'text' in event) {
    output.event({ event: event.event, round: event.round, text: event.text })
    output.piece(event.event === 'answer.delta' ? event.text : output.dim(event.text))
  } else if (event.event === 'round.done') {
    const { index, answer, score, supportedShare } = event.round
    output.event({ event: 'round.done', round: index, answer, score: score ?? null, supported_share: supportedShare })
    output.line(`\n${output.dim(`— end of round ${index + 1} —`)}`)
  }
}

/** The answer with numbered sources, or why there is none. */
export function printAnswer(trace: ReasoningTrace, output: Output): void {
  if (trace.refusal !== undefined) {
    output.line(trace.refusal)
    return
  }
  output.line(trace.answer)
  output.line()
  for (const [index, citation] of trace.citations.entries()) {
    const page = citation.page === undefined ? '' : `, page ${citation.page}`
    output.line(output.dim(`[${index + 1}] ${citation.documentId}${page}: “${citation.quote}”`))
    const chain = trace.chains?.find(({ chunkId }) => chunkId === citation.chunkId)
    if (chain !== undefined) output.line(output.dim(`    found because ${describeChain(chain.steps)}`))
  }
}

/** Every round's thinking and the critic's reflection on it. */
export function printThinking(trace: ReasoningTrace, output: Output): void {
  for (const round of trace.rounds) {
    output.line(output.bold(`Round ${round.index + 1}: thinking`))
    for (const section of round.thinking.filter(({ statements }) => statements.length > 0)) {
      output.line(`  ${section.category}`)
      for (const { text, origin, support } of section.statements) {
        const weight = support === undefined ? '' : `, support ${support.toFixed(2)}`
        output.line(`    - ${text} ${output.dim(`(${origin}${weight})`)}`)
      }
    }
    if (round.reflection !== '') {
      output.line(output.bold('  Reflection of the critic'))
      for (const line of round.reflection.split('\n')) output.line(`    ${line}`)
    }
    output.line()
  }
}
