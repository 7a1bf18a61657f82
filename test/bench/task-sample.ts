import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reason } from '#agents/reason.ts'
import { createVerifier } from '#agents/verify/create-verifier.ts'
import { generateTasks } from '#agents/tasks/generate-tasks.ts'
import { openApp } from '#src/app.ts'
import { readConfig } from '#src/config.ts'
import type { ChatModel, ChatUsage } from '#models/chat-model.ts'
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
  const spent = { calls: 0, read: 0, kept: 0, written: 0 }
  const reasoner = countTokens(await app.reasoner(), ({ inputTokens, cachedInputTokens, outputTokens }) => {
    spent.calls += 1
    spent.read += inputTokens - cachedInputTokens
    spent.kept += cachedInputTokens
    spent.written += outputTokens
  })
  const parts = { reasoner, critic: reasoner, verifier: await createVerifier(reasoner) }
  // Reads the file of the model and the communities of the graph before the clock starts.
  await app.retriever().then((retriever) => retriever.search('nacre', { mode: 'fused', limit: 1 }))
  Object.assign(spent, { calls: 0, read: 0, kept: 0, written: 0 })
  const startedMs = performance.now()
  const { tasks, dropped } = await generateTasks({ n: samples, seed: 2 }, { graph, vectors, teacher: reasoner })
  const askedMs = performance.now()
  const toQuestion = { ...spent }
  for (const task of tasks) {
    await reason(
      { question: task.question, task },
      { graph, retriever: await app.retriever(), embedder, ...parts },
      { mode: 'thinking', rounds: 1, seed: 2 },
    )
  }
  const per = (value: number): number => value / Math.max(1, tasks.length)
  const endedMs = performance.now()
  console.log(
    JSON.stringify({
      samples: tasks.length,
      perSample: {
        secondsToQuestion: per((askedMs - startedMs) / 1000),
        secondsToAnswer: per((endedMs - askedMs) / 1000),
        // Tokens that were read anew, those that the model had kept, and those it wrote; passages that came to nothing included.
        toQuestion: perSample(toQuestion, per),
        toAnswer: perSample(
          {
            calls: spent.calls - toQuestion.calls,
            read: spent.read - toQuestion.read,
            kept: spent.kept - toQuestion.kept,
            written: spent.written - toQuestion.written,
          },
          per,
        ),
      },
      dropped,
      prefixReuse: await measurePrefixReuse(),
    }),
  )
} finally {
  await app.close()
  rmSync(data, { recursive: true, force: true })
}

function perSample(counts: Readonly<Record<string, number>>, per: (value: number) => number): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, Math.round(10 * per(value)) / 10]))
}

/** The same model; what each call has read and written is told. */
function countTokens(model: ChatModel, tell: (usage: ChatUsage) => void): ChatModel {
  return {
    ...model,
    get contextWindow() {
      return model.contextWindow
    },
    complete: async (request, options) => {
      const reply = await model.complete(request, options)
      tell(reply.usage)
      return reply
    },
    stream: async (request, onText, options) => {
      const reply = await model.stream(request, onText, options)
      tell(reply.usage)
      return reply
    },
    weighChoices: (request, choices, options) =>
      model.weighChoices(request, choices, {
        ...options,
        onUsage: (usage) => {
          tell(usage)
          options?.onUsage?.(usage)
        },
      }),
  }
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
