// Whether thinking again helps: the share of reasoning steps and sentences that the evidence supports in the first round, the second and the
// third, on 24 questions to the sample corpus, with the configured reasoner and verifier. A question whose thinking needs no
// improvement keeps its last round. Intervals: paired bootstrap over questions.
// Usage: node test/bench/recursion.ts [--data FOLDER] [--rounds 3]   (a folder that is kept goes on where it was stopped)
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { ReasoningTrace } from '#core/trace.ts'
import { openApp } from '#src/app.ts'
import { thinkAbout } from '#src/ask-question.ts'
import { readConfig } from '#src/config.ts'
import { interval, mean } from '#test/bench/retrieval/bootstrap.ts'
import { runNacre } from '#test/run-nacre.ts'

const { values } = parseArgs({ options: { data: { type: 'string' }, rounds: { type: 'string', default: '3' } } })
const rounds = Number(values.rounds)
const data = values.data ?? mkdtempSync(join(tmpdir(), 'nacre-recursion-'))
const questions = readFileSync(join(import.meta.dirname, 'recursion-questions.txt'), 'utf8')
  .trim()
  .split('\n')
const app = openApp(readConfig({ data }))
try {
  const read = await runNacre(['ingest', join(import.meta.dirname, '../../examples/corpus'), '--data', data])
  if (read.status !== 0) throw new Error(read.stderr)
  const traces: ReasoningTrace[] = []
  for (const question of questions) {
    const startedMs = performance.now()
    const trace = await thinkAbout({ question }, app, { mode: 'recursive', rounds })
    traces.push(trace)
    const seconds = Math.round((performance.now() - startedMs) / 1000)
    console.error(
      `${traces.length}/${questions.length} ${seconds} s: ${question} ${sharesOf(trace)
        .map((share) => share.toFixed(2))
        .join(' ')}`,
    )
  }
  const answered = traces.filter(({ rounds }) => rounds.length > 0)
  const shares = answered.map(sharesOf)
  const perRound = Array.from({ length: rounds }, (_, round) => mean(shares.map((share) => share[round] ?? 0)))
  const gains = shares.map((share) => (share.at(-1) ?? 0) - (share[0] ?? 0))
  console.log(
    JSON.stringify({
      questions: questions.length,
      answered: answered.length,
      supportedShareByRound: perRound,
      gain: { mean: mean(gains), interval: interval(gains) },
      better: gains.filter((gain) => gain > 0).length,
      worse: gains.filter((gain) => gain < 0).length,
      wrote: Array.from(
        { length: rounds },
        (_, round) => answered.filter((trace) => trace.rounds.length > round).length,
      ),
      scoreByRound: Array.from({ length: rounds }, (_, round) =>
        mean(answered.map((trace) => at(trace, round).score ?? 0)),
      ),
      models: traces[0]?.models,
    }),
  )
} finally {
  await app.close()
  if (values.data === undefined) rmSync(data, { recursive: true, force: true })
}

/** The share of each round, the last one for those that were not needed. */
function sharesOf(trace: ReasoningTrace): number[] {
  return trace.rounds.length === 0 ? [] : Array.from({ length: rounds }, (_, round) => at(trace, round).supportedShare)
}

function at({ rounds }: ReasoningTrace, index: number): ReasoningTrace['rounds'][number] {
  return rounds[Math.min(index, rounds.length - 1)]!
}
