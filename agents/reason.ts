import { NacreError, throwIfCancelled } from '#core/errors.ts'
import { makeId } from '#core/id.ts'
import type { SearchHit } from '#core/search.ts'
import type { Task } from '#core/task.ts'
import type { Thinking } from '#core/thinking.ts'
import type { ReasoningRound, ReasoningTrace, Recursion, ReasonSettings, Usage } from '#core/trace.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { Retriever } from '#graph/retrieve/create-retriever.ts'
import type { ChatModel } from '#models/chat-model.ts'
import type { Embedder } from '#models/embedder.ts'
import { addUsage, noUsage } from './add-usage.ts'
import { concludeAnswer, type Conclusion } from './answer/conclude-answer.ts'
import { writeAnswer } from './answer/write-answer.ts'
import { chainsTo } from './evidence/chains-to.ts'
import { gatherEvidence } from './evidence/gather-evidence.ts'
import { preferAnswers } from './evidence/prefer-answers.ts'
import { findRefusal } from './find-refusal.ts'
import { judgeRound } from './judge-round.ts'
import { concludeRecursion } from './recursion/conclude-recursion.ts'
import { recurseAsPublished, type RecursionOutcome } from './recursion/recurse-as-published.ts'
import { defaultRolePrompts, type RolePrompts } from './recursion/role-prompts.ts'
import { think } from './think.ts'
import { composeSections } from './think/compose-sections.ts'
import { copyStatement } from './think/copy-statement.ts'
import { reasonerMessages } from './think/reasoner-messages.ts'
import { recallKnowledge } from './think/recall-knowledge.ts'
import { resolveThoughtGraph } from './think/resolve-thought-graph.ts'
import { rememberJudgements } from './verify/remember-judgements.ts'
import type { Verifier } from './verify/verifier.ts'

/** New tokens of one reply in the published recursions (arXiv 2410.12375). */
const publishedReplyTokens = 3000

/** Told while an answer comes about; the texts of one kind and round joined are what was written. */
export type ReasonEvent =
  | { readonly event: 'retrieval.done'; readonly hits: readonly SearchHit[]; readonly sentences: number }
  | {
      readonly event: 'thinking.delta' | 'answer.delta' | 'reflection.delta'
      readonly round: number
      readonly text: string
    }
  | { readonly event: 'thinking.done'; readonly round: number; readonly thinking: Thinking }
  | { readonly event: 'round.done'; readonly round: ReasoningRound }
  | { readonly event: 'answer.done'; readonly answer: string }
  | { readonly event: 'refused'; readonly refusal: string }

/** The parts that reasoning works with. */
export interface ReasonParts {
  readonly graph: GraphStore
  readonly retriever: Retriever
  readonly embedder: Embedder
  readonly reasoner: ChatModel
  readonly critic: ChatModel
  /** Makes one answer of the published recursions; the critic where absent. */
  readonly integrator?: ChatModel
  readonly verifier: Verifier
  /** What the roles of the published recursions are told. */
  readonly prompts?: Partial<RolePrompts>
}

export interface ReasonOptions {
  readonly mode: ReasoningTrace['mode']
  /** Answers written at most in `recursive` mode; the other modes write one. */
  readonly rounds: number
  readonly seed: number
  /** How it thinks again in `recursive` mode: from verdicts (the default), or in one of the two published ways. */
  readonly recursion?: Recursion
  /** Who makes one answer of the rounds. Default: code, which suits small models; the integrator in the published recursions. */
  readonly integration?: 'code' | 'model' | 'none'
  /** Published recursions: ends when a round is no better than the best before it. */
  readonly stopsEarly?: boolean
  /** Published recursions: most tokens of one reply (3,000). */
  readonly replyTokens?: number
  readonly signal?: AbortSignal
  readonly onEvent?: (event: ReasonEvent) => void
}

/**
 * Answers a question from the corpus by recursive, graph-grounded thinking (arXiv 2410.12375, 2501.08120): retrieve,
 * think, answer; the critic holds both against the evidence and reflects; the thinking is improved and the reasoner goes
 * on from it; until nothing improves or the rounds are used up. Where the corpus has no answer, the trace says why.
 */
export async function reason(
  { question, task }: { readonly question: string; readonly task?: Task },
  parts: ReasonParts,
  options: ReasonOptions,
): Promise<ReasoningTrace> {
  const { mode, seed, signal } = options
  const cancel = signal === undefined ? {} : { signal }
  const tell = options.onEvent ?? (() => {})
  const verifier = rememberJudgements(parts.verifier)
  let usage: Usage = noUsage
  const spend = <T extends { readonly usage: Usage }>(result: T): T => {
    usage = addUsage(usage, result.usage)
    throwIfCancelled(signal)
    return result
  }

  const gathered = await gatherEvidence({ question, ...(task === undefined ? {} : { task }) }, parts, cancel)
  tell({ event: 'retrieval.done', hits: gathered.hits, sentences: gathered.sentences.length })
  // A grounded task was made of a sentence that answers it, and that sentence is among the evidence.
  const isAnswerable = task?.profile === 'grounded'
  const refusal = isAnswerable ? undefined : spend(await findRefusal(question, gathered, verifier, cancel)).refusal
  // The key sentence of a task stands first already.
  const isOrdered = task !== undefined || refusal !== undefined
  const evidence = isOrdered
    ? gathered
    : { ...gathered, sentences: spend(await preferAnswers(question, gathered.sentences, verifier, cancel)).sentences }
  const settings: ReasonSettings = {
    rounds: options.rounds,
    seed,
    recursion: mode === 'recursive' ? (options.recursion ?? 'verdicts') : 'verdicts',
    isIntegrated: options.integration !== 'none',
    stopsEarly: options.stopsEarly ?? false,
    replyTokens: options.replyTokens ?? publishedReplyTokens,
  }
  const isPublished = settings.recursion !== 'verdicts'
  const integrator = parts.integrator ?? parts.critic
  let rounds: ReasoningRound[] = []
  let published: RecursionOutcome | undefined
  let stopped: string | undefined
  if (refusal === undefined && isPublished) {
    const roles = { ...parts, verifier, integrator, prompts: { ...defaultRolePrompts, ...parts.prompts } }
    published = spend(
      await recurseAsPublished(question, evidence.sentences, roles, {
        ...settings,
        ...cancel,
        onText: (kind, round, text) => tell({ event: `${kind}.delta`, round, text }),
        onRound: (round) => tell({ event: 'round.done', round }),
      }),
    )
    rounds = [...published.rounds]
    stopped = published.stopped
  }
  if (refusal === undefined && !isPublished) {
    const messages = reasonerMessages(question, evidence.sentences, { isThinking: mode !== 'direct' })
    const write = { seed, ...cancel }
    let thinking: Thinking | undefined
    if (mode !== 'direct') {
      const composed = composeSections(await recallKnowledge(question, evidence, parts.graph), evidence)
      const onText = (text: string): void => tell({ event: 'thinking.delta', round: 0, text })
      const spareSteps = evidence.sentences.slice(1, 2).map(copyStatement)
      thinking = spend(await think(messages, composed, parts.reasoner, { ...write, spareSteps, onText })).thinking
    }
    const count = mode === 'recursive' ? options.rounds : 1
    for (let index = 0; index < count; index++) {
      if (thinking !== undefined) tell({ event: 'thinking.done', round: index, thinking })
      const onText = (text: string): void => tell({ event: 'answer.delta', round: index, text })
      const isCritical = mode === 'recursive'
      const turn = async () => {
        const { answer } = spend(await writeAnswer(messages, thinking, parts.reasoner, { ...write, onText }))
        const draft = { index, question, thinking: thinking ?? [], answer }
        return spend(await judgeRound(draft, evidence.sentences, verifier, { isCritical, ...cancel }))
      }
      const { round, improved } = await turn().catch((error: unknown) => {
        // What was written before the budget gave out is kept.
        if (rounds.length === 0 || !isSpentBudget(error)) throw error
        stopped = error.message
        return { round: undefined, improved: undefined }
      })
      if (round === undefined) break
      rounds.push(round)
      if (isCritical) tell({ event: 'reflection.delta', round: index, text: round.reflection })
      tell({ event: 'round.done', round })
      if (improved === undefined) break
      thinking = improved
    }
  }

  const written = { rounds, mode, evidence: evidence.sentences }
  const byModel = options.integration === 'model' ? integrator : undefined
  const concluded: Conclusion =
    refusal !== undefined
      ? { answer: '', sentences: [], citations: [], refusal, usage: noUsage }
      : published === undefined
        ? spend(await concludeAnswer(question, written, { verifier, integrator: byModel }, { seed, ...cancel }))
        : spend(await concludeRecursion(question, published, evidence.sentences, verifier, cancel))
  if (concluded.refusal === undefined) tell({ event: 'answer.done', answer: concluded.answer })
  else tell({ event: 'refused', refusal: concluded.refusal })
  const thought = await resolveThoughtGraph(rounds, parts.graph)
  const models = {
    reasoner: parts.reasoner.id,
    critic: parts.critic.id,
    verifier: verifier.id,
    ...(isPublished ? { integrator: integrator.id } : {}),
  }
  const chains = chainsTo(concluded.citations, evidence.hits)
  const sources = [...evidence.sentences, ...evidence.background, ...chains.flatMap(({ steps }) => steps)]
  const used = sources.map(({ documentId }) => documentId)
  const { usage: _, ...outcome } = concluded
  const how = isPublished ? `${mode}-${settings.recursion}` : mode
  return {
    id: makeId('trace', question, task?.id ?? '', how, options.rounds, seed, JSON.stringify(models), concluded.answer),
    ...(task === undefined ? {} : { taskId: task.id }),
    question,
    mode,
    settings,
    rounds,
    ...outcome,
    ...(chains.length === 0 ? {} : { chains }),
    ...(thought === undefined ? {} : { graph: thought }),
    ...(published === undefined ? {} : { calls: published.calls }),
    ...(stopped === undefined ? {} : { stopped }),
    documentIds: [...new Set([...(task?.documentIds ?? []), ...used])].toSorted(),
    models,
    usage,
  }
}

function isSpentBudget(error: unknown): error is NacreError {
  return error instanceof NacreError && error.code === 'budget-exceeded'
}
