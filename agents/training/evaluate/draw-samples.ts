import type { Task } from '#core/task.ts'
import type { ChatModel } from '#models/chat-model.ts'
import type { FreeSample } from './measure-sample.ts'

/** The likeliest reply, as a user is served: it shows loops and open blocks that chance would hide. */
const sampling = { temperature: 0, maxTokens: 192 } as const

/** What the policy writes to the prompts of tasks, with nothing given beforehand. */
export async function drawSamples(
  tasks: readonly Pick<Task, 'id' | 'trainingPrompt'>[],
  policy: ChatModel,
  options: { signal?: AbortSignal | undefined; onSample?: (done: number) => void } = {},
): Promise<readonly FreeSample[]> {
  const samples: FreeSample[] = []
  const { signal, onSample } = options
  for (const { id, trainingPrompt } of tasks) {
    const reply = await policy.complete(
      { messages: [{ role: 'user', content: trainingPrompt }], ...sampling },
      signal === undefined ? {} : { signal },
    )
    samples.push({ taskId: id, text: reply.text, isEnded: reply.stopReason === 'end' })
    onSample?.(samples.length)
  }
  return samples
}
