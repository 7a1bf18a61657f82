import { askQuestion } from '#src/ask-question.ts'
import type { JobHandler } from './job-handler.ts'

/** Answers a question; the trace is kept under an id that follows from question, models and answer. */
export const handleReason: JobHandler<'reason'> = async ({ question, mode, rounds }, { app, signal, onProgress }) => {
  const trace = await askQuestion(question, app, {
    mode,
    rounds,
    signal,
    onEvent: (event) => {
      if (event.event === 'round.done') onProgress({ done: event.round.index + 1, total: rounds })
    },
  })
  const { id, answer, refusal } = trace
  return refusal === undefined ? { traceId: id, answer } : { refusal }
}
