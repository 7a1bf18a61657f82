import type { ReasonEvent, ReasonOptions } from '#agents/reason.ts'
import { createBudgetedVerifier } from '#agents/verify/create-budgeted-verifier.ts'
import { NacreError } from '#core/errors.ts'
import type { Task } from '#core/task.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import { createBudgetedChatModel, createTokenBudget, type TokenBudget } from '#models/budgeted-chat-model.ts'
import type { ChatModel } from '#models/chat-model.ts'
import type { App } from './app.ts'

export interface AskOptions extends Partial<
  Pick<ReasonOptions, 'recursion' | 'integration' | 'stopsEarly' | 'replyTokens' | 'seed'>
> {
  readonly mode: ReasoningTrace['mode']
  /** Rounds of thinking; in mode `agent` the turns of the model. */
  readonly rounds: number
  /** Tokens that all models together may read and write. */
  readonly budgetTokens?: number
  readonly signal?: AbortSignal
  readonly onEvent?: (event: ReasonEvent) => void
}

/** Answers a question with the app's own parts; the trace is kept in the graph unless it is a refusal, which rests on no document. */
export async function askQuestion(question: string, app: App, options: AskOptions): Promise<ReasoningTrace> {
  const trace = await thinkAbout({ question }, app, options)
  if (trace.refusal === undefined) await (await app.graph()).putRecord('trace', trace)
  return trace
}

/** The same without keeping the trace. Errors: `invalid-input` (an empty question), those of the models. */
export async function thinkAbout(
  { question, task }: { readonly question: string; readonly task?: Task },
  app: App,
  { budgetTokens, ...options }: AskOptions,
): Promise<ReasoningTrace> {
  if (question.trim() === '') throw new NacreError('invalid-input', 'Expected a question, got an empty text.')
  const budget = createTokenBudget(budgetTokens ?? Infinity)
  if (options.mode === 'agent') return askAgent(question, app, budget, options)
  const { reason } = await import('#agents/reason.ts')
  const [graph, retriever, embedder] = await Promise.all([app.graph(), app.retriever(), app.embedder()])
  const within = (model: ChatModel): ChatModel => createBudgetedChatModel(model, budget)
  const parts = {
    reasoner: within(await app.reasoner()),
    critic: within(await app.critic()),
    integrator: within(await app.integrator()),
    verifier: createBudgetedVerifier(await app.verifier(), budget),
    prompts: definedOnly(app.config.prompts),
  }
  return reason(
    { question, ...(task === undefined ? {} : { task }) },
    { graph, retriever, embedder, ...parts },
    { seed: 0, ...options },
  )
}

async function askAgent(
  question: string,
  app: App,
  budget: TokenBudget,
  options: Omit<AskOptions, 'budgetTokens'>,
): Promise<ReasoningTrace> {
  const { answerByAgent } = await import('#agents/agent/answer-by-agent.ts')
  const agent = await app.agent()
  const [graph, retriever, embedder] = await Promise.all([app.graph(), app.retriever(), app.embedder()])
  const { rounds, seed = 0, signal, onEvent } = options
  return answerByAgent(
    question,
    { agent, graph, retriever, embedder, verifier: createBudgetedVerifier(await app.verifier(), budget) },
    {
      steps: rounds,
      seed,
      budget,
      ...(signal === undefined ? {} : { signal }),
      ...(onEvent === undefined ? {} : { onEvent }),
    },
  )
}

/** Without the keys that a configuration leaves open. */
function definedOnly(prompts: App['config']['prompts']) {
  const { reasoner, critic, integrator } = prompts
  return {
    ...(reasoner === undefined ? {} : { reasoner }),
    ...(critic === undefined ? {} : { critic }),
    ...(integrator === undefined ? {} : { integrator }),
  }
}
