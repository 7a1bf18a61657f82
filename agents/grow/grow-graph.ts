import { throwIfCancelled } from '#core/errors.ts'
import type { GrowthStep } from '#core/growth.ts'
import { makeId } from '#core/id.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { readThoughtGraph } from './read-thought-graph.ts'
import { writeFollowUp } from './write-follow-up.ts'

export interface GrowWishes {
  readonly run: string
  /** The first question. */
  readonly prompt: string
  /** Steps of the run when it is done. */
  readonly iterations: number
  /** Follow-ups are about this; about anything where absent. */
  readonly topic?: string
}

/** Names that the next question may begin from. */
const keywordsKept = 8

/**
 * The self-growing loop of agentic graph reasoning (arXiv 2502.13025): answer with thinking, take the relations that were
 * thought of, ask a creative follow-up, and again. `steps` are those of the run that count, so that a run that was stopped goes
 * on; a step that was undone is made anew. `onStep` is awaited for each. Errors: those of thinking and of the model.
 */
export async function growGraph(
  { run, prompt, iterations, topic }: GrowWishes,
  steps: readonly GrowthStep[],
  parts: { readonly think: (question: string) => Promise<ReasoningTrace>; readonly model: ChatModel },
  options: {
    readonly signal?: AbortSignal
    readonly onStep: (step: GrowthStep, all: readonly GrowthStep[]) => Promise<void>
  },
): Promise<readonly GrowthStep[]> {
  const cancel = options.signal === undefined ? {} : { signal: options.signal }
  const done = steps.filter(({ isUndone }) => isUndone !== true).toSorted((a, b) => a.iteration - b.iteration)
  const taken = new Set(done.map(({ iteration }) => iteration))
  for (let iteration = 1; iteration <= iterations; iteration++) {
    if (taken.has(iteration)) continue
    throwIfCancelled(options.signal)
    const before = done.filter((step) => step.iteration < iteration)
    const seed = 2 * iteration
    const asked: Pick<GrowthStep, 'question' | 'questionFrom'> =
      before.length === 0
        ? { question: prompt, questionFrom: 'person' }
        : await writeFollowUp(before, parts.model, { seed, ...(topic !== undefined && { topic }), ...cancel })
    const trace = await parts.think(asked.question)
    const edges = trace.refusal === undefined ? await readThoughtGraph(trace, parts.model, { seed, ...cancel }) : []
    const names = edges.flatMap(({ subject, object }) => [subject, object])
    const earlier = before.flatMap(({ keywords }) => keywords)
    const fresh = [...new Set(names)].filter((name) => !earlier.includes(name))
    const step: GrowthStep = {
      id: makeId('growth', run, iteration),
      run,
      iteration,
      ...asked,
      answer: trace.answer,
      edges,
      keywords: [...new Set([...fresh, ...names, ...earlier.toReversed()])].slice(0, keywordsKept),
      documentIds: trace.refusal === undefined ? trace.documentIds : [],
      model: trace.models.reasoner,
    }
    done.push(step)
    done.sort((a, b) => a.iteration - b.iteration)
    await options.onStep(step, done)
  }
  return done
}
