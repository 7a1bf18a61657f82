import { addUsage, noUsage } from '#agents/add-usage.ts'
import { rejectedSampling, writeRejected } from '#agents/tasks/preflexor/write-rejected.ts'
import { renderThinking } from '#agents/think/render-thinking.ts'
import { parseSentinels } from '#agents/think/sentinel-parser.ts'
import { throwIfCancelled } from '#core/errors.ts'
import { makeId, sha256 } from '#core/id.ts'
import type { DroppedPair, PairJudgement, PreferencePair } from '#core/pair.ts'
import type { RejectedWay, Task } from '#core/task.ts'
import type { ReasoningTrace, Usage } from '#core/trace.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { dropPair } from './drop-pair.ts'
import { examinePair } from './examine-pair.ts'
import { finalRound } from './final-round.ts'
import type { PairJudge } from './pair-judge.ts'
import { writeOpenBookThinking } from './write-open-book-thinking.ts'

/** What is written where a document names no licence. */
export const unknownLicense = 'unknown'

export type BuiltPair =
  | { readonly ok: true; readonly pair: PreferencePair }
  | { readonly ok: false; readonly dropped: DroppedPair }

export interface PairParts {
  readonly policy: ChatModel
  readonly graph: Pick<GraphStore, 'getDocument'>
  /** Says whether chosen is the better answer; nobody is asked where this is absent. */
  readonly judge?: PairJudge
  /** Asked for a wrong answer where that is the way. */
  readonly teacher?: ChatModel
}

/**
 * A preference pair from a task and the trace of its answer: chosen = the thinking of the round the answer came from and
 * the answer, rejected = what the policy says to exactly the training prompt (arXiv 2410.12375; phase I 512 tokens, phase
 * II 1,500). A pair that a gate refuses comes back as `dropped` with the reason; so does one whose chosen answer the judge
 * does not find better: the task is retired for this policy. Errors: those of the models.
 */
export async function buildPair(
  task: Task,
  trace: ReasoningTrace,
  parts: PairParts,
  options: { way?: RejectedWay; signal?: AbortSignal } = {},
): Promise<BuiltPair> {
  throwIfCancelled(options.signal)
  const { way = 'phase-1' } = options
  const prompt = task.trainingPrompt
  const { text: rejected, usage, model, sampledWith } = await askForRejected(task, way, parts, options)

  const thinking = thinkingOf(task, trace)
  const chosen = `${thinking}\n${trace.answer}`
  const documentIds = [...new Set([...task.documentIds, ...trace.documentIds])].sort()
  const draft: PreferencePair = {
    id: makeId('pair', task.id, trace.id, model.id, prompt, chosen, rejected),
    taskId: task.id,
    traceId: trace.id,
    prompt,
    chosen,
    rejected,
    spans: {
      thinking: { start: 0, end: thinking.length },
      answer: { start: thinking.length + 1, end: chosen.length },
    },
    provenance: {
      chunkIds: [...new Set([task.passage.chunkId, ...trace.citations.map(({ chunkId }) => chunkId)])].sort(),
      documentIds,
      licenses: await licensesOf(documentIds, parts.graph),
    },
    generators: {
      chosen: trace.models.reasoner,
      rejected: model.id,
      promptSha256: sha256(sampledWith),
      sampling: { ...rejectedSampling[way], seed: task.seed },
    },
    way,
    usage,
  }
  const isPublished = task.profile === 'preflexor'
  const flaw = examinePair(draft, trace, { isPublished })
  if (flaw !== undefined) return { ok: false, dropped: dropPair(task, draft, flaw) }
  if (parts.judge === undefined) return { ok: true, pair: draft }
  const evidence = [...new Set([task.fact, ...trace.citations.map(({ quote }) => quote)])]
  const answers = { chosen: trace.answer, rejected: answerOf(rejected) }
  const judge = await parts.judge.judge({ question: task.question, ...answers, evidence }, options)
  return settle(task, { ...draft, judge })
}

/** In phases I and II the policy, asked exactly what it is trained on; else a teacher, asked for a wrong answer. */
async function askForRejected(
  task: Task,
  way: RejectedWay,
  { policy, teacher }: PairParts,
  options: { signal?: AbortSignal },
): Promise<{ text: string; usage: Usage; model: ChatModel; sampledWith: string }> {
  if (way === 'teacher' && teacher !== undefined) {
    return { ...(await writeRejected(task, way, teacher, options)), model: teacher, sampledWith: task.question }
  }
  const content = task.trainingPrompt
  const { text, usage } = await policy.complete(
    { messages: [{ role: 'user', content }], ...rejectedSampling[way], seed: task.seed },
    options,
  )
  return { text: text.trim(), usage: addUsage(noUsage, usage), model: policy, sampledWith: content }
}

function thinkingOf(task: Task, trace: ReasoningTrace): string {
  if (task.profile === 'graph-path') return writeOpenBookThinking(task)
  return renderThinking(finalRound(trace)?.thinking ?? [])
}

/** Turning round what the policy says better would train on text without citations: such a task is retired. */
function settle(task: Task, pair: PreferencePair & { readonly judge: PairJudgement }): BuiltPair {
  const { verdict } = pair.judge
  if (verdict === 'chosen') return { ok: true, pair }
  const reason = verdict === 'tie' ? 'the answer of the policy is as good' : 'the answer of the policy is better'
  return { ok: false, dropped: dropPair(task, pair, reason) }
}

function answerOf(text: string): string {
  const { answer, shape } = parseSentinels(text)
  return shape === 'absent' ? text : answer
}

async function licensesOf(documentIds: readonly string[], graph: Pick<GraphStore, 'getDocument'>): Promise<string[]> {
  const documents = await Promise.all(documentIds.map((id) => graph.getDocument(id)))
  return [...new Set(documents.map((document) => document?.license ?? unknownLicense))].sort()
}
