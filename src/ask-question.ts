import type { ReasonEvent } from '#agents/reason.ts'
import { NacreError } from '#core/errors.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import type { App } from './app.ts'

/** Answers a question with the app's own parts; the trace is kept in the graph unless it is a refusal, which rests on no document. */
export async function askQuestion(
  question: string,
  app: App,
  options: {
    mode: ReasoningTrace['mode']
    rounds: number
    signal?: AbortSignal
    onEvent?: (event: ReasonEvent) => void
  },
): Promise<ReasoningTrace> {
  if (question.trim() === '') throw new NacreError('invalid-input', 'Expected a question, got an empty text.')
  const { reason } = await import('#agents/reason.ts')
  const [graph, retriever, embedder] = await Promise.all([app.graph(), app.retriever(), app.embedder()])
  const [reasoner, critic, verifier] = [await app.reasoner(), await app.critic(), await app.verifier()]
  const trace = await reason(
    { question },
    { graph, retriever, embedder, reasoner, critic, verifier },
    { ...options, seed: 0 },
  )
  if (trace.refusal === undefined) await graph.putRecord('trace', trace)
  return trace
}
