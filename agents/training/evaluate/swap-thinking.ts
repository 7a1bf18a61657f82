import { parseSentinels, sentinels } from '#agents/think/sentinel-parser.ts'
import { wordCoverage } from '#agents/verify/content-words.ts'
import type { Task } from '#core/task.ts'
import type { ChatModel } from '#models/chat-model.ts'
import type { FreeSample } from './measure-sample.ts'

/** Whether the thinking makes the answer, or only stands before it. Shares of `tasks`. */
export interface SwapMeasures {
  /** Tasks whose own reply had one closed block; only these can be asked. */
  readonly tasks: number
  /** The answer is another one when the thinking of another task stands before it. */
  readonly changed: number
  /** The answer's words are mostly those of the exchanged thinking. */
  readonly follows: number
}

const followsFrom = 0.6
const answerTokens = 96

/** Asks each task again with the thinking of another task put in as if the policy had thought it (greedy). */
export async function swapThinking(
  tasks: readonly Pick<Task, 'trainingPrompt'>[],
  samples: readonly FreeSample[],
  policy: ChatModel,
  options: { readonly signal?: AbortSignal | undefined; readonly onSample?: (done: number) => void } = {},
): Promise<SwapMeasures> {
  const { signal, onSample } = options
  const own = samples.flatMap(({ text }, index) => {
    const { shape, thinking, answer } = parseSentinels(text)
    return shape === 'closed' ? [{ index, thinking: thinking[0]!, answer: answer.trim() }] : []
  })
  let changed = 0
  let follows = 0
  for (const [place, { index, answer }] of own.entries()) {
    const { thinking } = own[(place + Math.ceil(own.length / 2)) % own.length]!
    const reply = await policy.complete(
      {
        messages: [{ role: 'user', content: tasks[index]!.trainingPrompt }],
        prefill: `${sentinels.thinking.open}${thinking}${sentinels.thinking.close}\n`,
        temperature: 0,
        maxTokens: answerTokens,
      },
      signal === undefined ? {} : { signal },
    )
    const swapped = reply.text.trim()
    changed += Number(swapped !== answer)
    follows += Number(wordCoverage(swapped, thinking) >= followsFrom)
    onSample?.(place + 1)
  }
  const count = Math.max(1, own.length)
  return { tasks: own.length, changed: changed / count, follows: follows / count }
}
