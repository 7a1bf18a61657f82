import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reason } from '#agents/reason.ts'
import { generateTasks } from '#agents/tasks/generate-tasks.ts'
import { openApp } from '#src/app.ts'
import { readConfig } from '#src/config.ts'
import { openChatModel } from '#models/open-chat-model.ts'
import { runNacre } from '#test/run-nacre.ts'

/**
 * What one task sample costs with the embedded teacher: question, thinking in all categories, answer with citations; and
 * what reading a shared prefix once saves. Prints one line of JSON. Usage: node test/bench/task-sample.ts [samples=2]
 */
const samples = Number(process.argv[2] ?? 2)
const data = mkdtempSync(join(tmpdir(), 'nacre-sample-'))
const config = readConfig({ data })
const app = openApp(config)
try {
  const run = await runNacre(['ingest', join(import.meta.dirname, '../../examples/corpus'), '--data', data])
  if (run.status !== 0) throw new Error(run.stderr)
  const [graph, vectors, embedder] = await Promise.all([app.graph(), app.vectors(), app.embedder()])
  const parts = { reasoner: await app.reasoner(), critic: await app.critic(), verifier: await app.verifier() }
  const startedMs = performance.now()
  const { tasks } = await generateTasks({ n: samples, seed: 2 }, { graph, vectors, teacher: parts.reasoner })
  const askedMs = performance.now()
  const sum = { calls: 0, inputTokens: 0, outputTokens: 0 }
  for (const task of tasks) {
    const { usage } = await reason(
      { question: task.question, task },
      { graph, retriever: await app.retriever(), embedder, ...parts },
      { mode: 'thinking', rounds: 1, seed: 2 },
    )
    for (const spent of [usage, task.generator]) {
      sum.calls += spent.calls
      sum.inputTokens += spent.inputTokens
      sum.outputTokens += spent.outputTokens
    }
  }
  const per = (value: number): number => value / Math.max(1, tasks.length)
  const endedMs = performance.now()
  console.log(
    JSON.stringify({
      samples: tasks.length,
      perSample: {
        secondsToQuestion: per((askedMs - startedMs) / 1000),
        secondsToAnswer: per((endedMs - askedMs) / 1000),
        calls: per(sum.calls),
        inputTokens: per(sum.inputTokens),
        outputTokens: per(sum.outputTokens),
      },
      prefixReuse: await measurePrefixReuse(),
    }),
  )
} finally {
  await app.close()
  rmSync(data, { recursive: true, force: true })
}

/** Time to the first token of a prompt of about 475 tokens, read for the first time and read again with another end. */
async function measurePrefixReuse(): Promise<{ coldMs: number; warmMs: number; factor: number }> {
  const model = await openChatModel(config.models.reasoner, { cacheFolder: config.cacheFolder })
  const prefix = 'Nacre consists of aragonite platelets and thin organic sheets that deflect cracks. '.repeat(28)
  const firstToken = async (tail: string): Promise<number> => {
    const startedMs = performance.now()
    await model.complete({ messages: [{ role: 'user', content: `${prefix}\n${tail}` }], maxTokens: 1, temperature: 0 })
    return performance.now() - startedMs
  }
  await model.complete({ messages: [{ role: 'user', content: 'Hello' }], maxTokens: 1 })
  const coldMs = await firstToken('What is nacre made of?')
  const warm = [
    await firstToken('What deflects cracks?'),
    await firstToken('Name the mineral.'),
    await firstToken('Why is it tough?'),
  ]
  await model.close()
  const warmMs = warm.toSorted((a, b) => a - b)[1] ?? Number.NaN
  return { coldMs, warmMs, factor: coldMs / warmMs }
}
