import { writeQuotes } from '#agents/pairs/write-open-book-thinking.ts'
import { showSentence } from '#agents/tasks/graph-path/show-sentence.ts'
import { parseSentinels } from '#agents/think/sentinel-parser.ts'
import { wordCoverage } from '#agents/verify/content-words.ts'
import type { Task } from '#core/task.ts'
import type { ChatModel } from '#models/chat-model.ts'
import type { FreeSample } from './measure-sample.ts'

const answerTokens = 96

type Asked = Pick<Task, 'id' | 'question' | 'trainingPrompt' | 'book'>

/**
 * Recursive thinking of a small policy (arXiv 2410.12375, mode from_thinking) with a critic that is code: where the
 * thinking does not quote the sentence that holds most of the question's words, it is rewritten to quote it, and the
 * policy answers anew from the prefilled thinking. Gives the samples of N = 2, 3, …, `answers`; N = 1 are those given. A
 * thinking that the critic leaves alone is not asked again.
 */
export async function recurseSamples(
  tasks: readonly Asked[],
  samples: readonly FreeSample[],
  policy: ChatModel,
  options: {
    readonly answers: number
    readonly signal?: AbortSignal | undefined
    readonly onSample?: ((done: number) => void) | undefined
  },
): Promise<readonly (readonly FreeSample[])[]> {
  const { answers, signal, onSample } = options
  const all: FreeSample[][] = []
  let before = samples
  let done = 0
  for (let n = 2; n <= answers; n++) {
    const improved: FreeSample[] = []
    for (const [index, task] of tasks.entries()) {
      improved.push(await answerAnew(task, before[index]!))
      onSample?.(++done)
    }
    all.push(improved)
    before = improved
  }
  return all

  async function answerAnew(task: Asked, sample: FreeSample): Promise<FreeSample> {
    const thinking = rewriteThinking(task, sample.text)
    if (thinking === undefined) return sample
    const prefill = `${thinking}\n`
    const reply = await policy.complete(
      { messages: [{ role: 'user', content: task.trainingPrompt }], prefill, temperature: 0, maxTokens: answerTokens },
      signal === undefined ? {} : { signal },
    )
    return { taskId: task.id, text: `${prefill}${reply.text}`, isEnded: reply.stopReason === 'end' }
  }
}

/** The better thinking, or undefined where the critic has nothing to say. */
function rewriteThinking({ question, book = [] }: Asked, text: string): string | undefined {
  const [best] = book
    .map(({ sentence }) => showSentence(sentence.text))
    .toSorted((a, b) => wordCoverage(question, b) - wordCoverage(question, a))
  if (best === undefined) return undefined
  const { thinking, shape } = parseSentinels(text)
  const quote = /^Evidence: (.+)$/m.exec(thinking[0] ?? '')?.[1]
  const isQuoted = shape === 'closed' && quote !== undefined && best.includes(quote)
  return isQuoted ? undefined : writeQuotes(question.replace(/\?$/, ''), [best])
}
