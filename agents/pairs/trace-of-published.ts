import { makeId } from '#core/id.ts'
import type { Task } from '#core/task.ts'
import type { ReasoningTrace } from '#core/trace.ts'

/** The trace of a task of profile `preflexor`: what the teacher thought and answered when the task was made, held against nothing. */
export function traceOfPublished({ id: taskId, question, sample, documentIds, generator }: Task): ReasoningTrace {
  if (sample === undefined) throw new RangeError('A task of profile preflexor has a sample.')
  const { model, calls, inputTokens, outputTokens } = generator
  const none = { sentences: [], citations: [] }
  return {
    id: makeId('trace', taskId, 'published'),
    taskId,
    question,
    mode: 'thinking',
    rounds: [
      {
        index: 0,
        thinking: sample.thinking,
        answer: sample.answer,
        ...none,
        reflection: '',
        verdicts: [],
        omissions: [],
        supportedShare: 0,
      },
    ],
    answer: sample.answer,
    ...none,
    bestRound: 0,
    documentIds,
    models: { reasoner: model, critic: model, verifier: 'none' },
    usage: { calls, inputTokens, outputTokens },
  }
}
