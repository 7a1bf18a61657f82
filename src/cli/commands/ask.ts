import { Option, type Command } from 'commander'
import type { ReasoningTrace } from '#core/trace.ts'
import { queryOfTrace } from '#graph/neo4j-browser/query-of-record.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import type { Output } from '#src/cli/output.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { askQuestion } from '#src/ask-question.ts'
import { toAskReply } from '#src/wire/answers.ts'

interface AskFlags extends GlobalFlags {
  readonly rounds: number
  readonly mode: ReasoningTrace['mode']
  readonly showThinking?: boolean
}

/** `nacre ask "…"`: an answer from the corpus, each sentence with its source, or a plain word that there is none. */
export function addAsk(program: Command): void {
  program
    .command('ask')
    .description('answer a question from the corpus, with its sources')
    .argument('<question>')
    .option('--rounds <n>', 'rounds of thinking, reflection and answer', parseCount(1), 2)
    .addOption(new Option('--mode <mode>').choices(['direct', 'thinking', 'recursive']).default('recursive'))
    .option('--show-thinking', 'print the thinking and the reflections')
    .action((question: string, _options, command: Command) => {
      const flags = command.optsWithGlobals<AskFlags>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const bar = output.progress('Thinking')
        let steps = 0
        const trace = await askQuestion(question, app, {
          mode: flags.mode,
          rounds: flags.rounds,
          signal,
          onEvent: (event) => bar.update((steps += 1), 0, event.event),
        }).finally(() => bar.end())
        const { linkIntoNeo4j } = await import('#src/find-neo4j.ts')
        const link = trace.refusal === undefined ? await linkIntoNeo4j(app.config, queryOfTrace(trace.id)) : undefined
        output.json({ ...toAskReply(trace), ...(link !== undefined && { neo4j_browser_url: link }) })
        if (flags.showThinking ?? false) printThinking(trace, output)
        printAnswer(trace, output)
        if (link !== undefined) output.line(`\nOpen this in Neo4j Browser: ${link}`)
        return exitStatus.done
      })
    })
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
