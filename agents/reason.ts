import { throwIfCancelled } from '#core/errors.ts'
import { makeId } from '#core/id.ts'
import type { SearchHit } from '#core/search.ts'
import type { Task } from '#core/task.ts'
import type { Thinking } from '#core/thinking.ts'
import type { ReasoningRound, ReasoningTrace, Usage } from '#core/trace.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { Retriever } from '#graph/retrieve/create-retriever.ts'
import type { ChatModel } from '#models/chat-model.ts'
import type { Embedder } from '#models/embedder.ts'
import { addUsage, noUsage } from './add-usage.ts'
import { concludeAnswer } from './answer/conclude-answer.ts'
import { writeAnswer } from './answer/write-answer.ts'
import { gatherEvidence } from './evidence/gather-evidence.ts'
import { preferAnswers } from './evidence/prefer-answers.ts'
import { findRefusal } from './find-refusal.ts'
import { judgeRound } from './judge-round.ts'
import { think } from './think.ts'
import { composeSections } from './think/compose-sections.ts'
import { copyStatement } from './think/copy-statement.ts'
import { reasonerMessages } from './think/reasoner-messages.ts'
import { recallKnowledge } from './think/recall-knowledge.ts'
import { rememberJudgements } from './verify/remember-judgements.ts'
import type { Verifier } from './verify/verifier.ts'

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
  readonly verifier: Verifier
}

export interface ReasonOptions {
  readonly mode: ReasoningTrace['mode']
  /** Answers written at most in `recursive` mode; the other modes write one. */
  readonly rounds: number
  readonly seed: number
  /** Who makes one answer of the rounds: code (the default, for small models), or the critic's model. */
  readonly integration?: 'code' | 'model'
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
  const { refusal } = spend(await findRefusal(question, gathered, verifier, cancel))
  // The key sentence of a task stands first already.
  const isOrdered = task !== undefined || refusal !== undefined
  const evidence = isOrdered
    ? gathered
    : { ...gathered, sentences: spend(await preferAnswers(question, gathered.sentences, verifier, cancel)).sentences }
  const rounds: ReasoningRound[] = []
  if (refusal === undefined) {
    const messages = reasonerMessages(question, evidence.sentences, { isThinking: mode !== 'direct' })
    const write = { seed, ...cancel }
    let thinking: Thinking | undefined
    if (mode !== 'direct') {
      const composed = composeSections(await recallKnowledge(question, evidence, parts.graph), evidence)
      const onText = (text: string): void => tell({ event: 'thinking.delta', round: 0, text })
      const spareSteps = evidence.sentences.slice(1, 2).map(copyStatement)
      thinking = spend(await think(messages, composed, parts.reasoner, { ...write, spareSteps, onText })).thinking
    }
    for (let index = 0; index < (mode === 'recursive' ? options.rounds : 1); index++) {
      if (thinking !== undefined) tell({ event: 'thinking.done', round: index, thinking })
      const onText = (text: string): void => tell({ event: 'answer.delta', round: index, text })
      const { answer } = spend(await writeAnswer(messages, thinking, parts.reasoner, { ...write, onText }))
      const isCritical = mode === 'recursive'
      const draft = { index, question, thinking: thinking ?? [], answer }
      const { round, improved } = spend(
        await judgeRound(draft, evidence.sentences, verifier, { isCritical, ...cancel }),
      )
      rounds.push(round)
      if (isCritical) tell({ event: 'reflection.delta', round: index, text: round.reflection })
      tell({ event: 'round.done', round })
      if (improved === undefined) break
      thinking = improved
    }
  }

  const integrator = options.integration === 'model' ? parts.critic : undefined
  const written = { rounds, mode, evidence: evidence.sentences }
  const concluded =
    refusal === undefined
      ? spend(await concludeAnswer(question, written, { verifier, integrator }, { seed, ...cancel }))
      : { answer: '', sentences: [], citations: [], refusal, usage: noUsage }
  if (concluded.refusal === undefined) tell({ event: 'answer.done', answer: concluded.answer })
  else tell({ event: 'refused', refusal: concluded.refusal })
  const models = { reasoner: parts.reasoner.id, critic: parts.critic.id, verifier: verifier.id }
  const used = [...evidence.sentences, ...evidence.background].map(({ documentId }) => documentId)
  const { usage: _, ...outcome } = concluded
  return {
    id: makeId('trace', question, task?.id ?? '', mode, options.rounds, seed, JSON.stringify(models), concluded.answer),
    ...(task === undefined ? {} : { taskId: task.id }),
    question,
    mode,
    rounds,
    ...outcome,
    documentIds: [...new Set([...(task?.documentIds ?? []), ...used])].toSorted(),
    models,
    usage,
  }
}
