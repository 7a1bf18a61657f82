import { NacreError } from '#core/errors.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import type { App } from './app.ts'
import { thinkAbout, type AskOptions } from './ask-question.ts'

/**
 * Thinks a question through again as a trace says it was done, from the corpus as it is now; calls that are in the cache of
 * the models cost nothing. Nothing is written. Errors: `invalid-input` (a trace that names no settings, as those of tasks along
 * paths, which no model wrote).
 */
export async function replayTrace(
  { id, question, taskId, mode, settings }: ReasoningTrace,
  app: App,
  options: Pick<AskOptions, 'signal' | 'onEvent'> = {},
): Promise<ReasoningTrace> {
  if (settings === undefined) {
    throw new NacreError(
      'invalid-input',
      `The trace ${id} does not say how it was made, so it cannot be thought again; "nacre traces show ${id}" shows it.`,
    )
  }
  const task = taskId === undefined ? undefined : await (await app.graph()).getRecord('task', taskId)
  const { rounds, seed, recursion, isIntegrated, stopsEarly, replyTokens } = settings
  return thinkAbout({ question, ...(task === undefined ? {} : { task }) }, app, {
    mode,
    rounds,
    seed,
    recursion,
    ...(isIntegrated ? {} : { integration: 'none' }),
    stopsEarly,
    replyTokens,
    ...options,
  })
}
