import { renderThinking } from '#agents/think/render-thinking.ts'
import { throwIfCancelled } from '#core/errors.ts'
import { makeId, sha256 } from '#core/id.ts'
import type { DroppedPair, PreferencePair } from '#core/pair.ts'
import type { Task } from '#core/task.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { examinePair } from './examine-pair.ts'
import { finalRound } from './final-round.ts'
import { writeOpenBookThinking } from './write-open-book-thinking.ts'

/** How the policy is sampled in the method (arXiv 2410.12375, phase I). */
const sampling = { temperature: 1, topP: 0.9, topK: 50, maxTokens: 512 } as const

/** What is written where a document names no licence. */
export const unknownLicense = 'unknown'

export type BuiltPair =
  | { readonly ok: true; readonly pair: PreferencePair }
  | { readonly ok: false; readonly dropped: DroppedPair; readonly rejected: string }

/**
 * A preference pair from a task and the trace of its answer: chosen = the thinking of the round the answer came from and
 * the answer, rejected = what the policy says to exactly the training prompt. A pair that a gate refuses comes back as
 * `dropped` with the reason. Errors: those of the policy.
 */
export async function buildPair(
  task: Task,
  trace: ReasoningTrace,
  parts: { readonly policy: ChatModel; readonly graph: Pick<GraphStore, 'getDocument'> },
  options: { signal?: AbortSignal } = {},
): Promise<BuiltPair> {
  throwIfCancelled(options.signal)
  const prompt = task.trainingPrompt
  const seed = task.seed
  const reply = await parts.policy.complete(
    { messages: [{ role: 'user', content: prompt }], ...sampling, seed },
    options,
  )
  const rejected = reply.text.trim()

  const thinking =
    task.profile === 'graph-path' ? writeOpenBookThinking(task) : renderThinking(finalRound(trace)?.thinking ?? [])
  const chosen = `${thinking}\n${trace.answer}`
  const flaw = examinePair({ prompt, chosen, rejected }, trace)
  if (flaw !== undefined) {
    return { ok: false, dropped: { taskId: task.id, traceId: trace.id, reason: flaw }, rejected }
  }
  const documentIds = [...new Set([...task.documentIds, ...trace.documentIds])].sort()
  const pair: PreferencePair = {
    id: makeId('pair', task.id, trace.id, parts.policy.id, prompt, chosen, rejected),
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
      rejected: parts.policy.id,
      promptSha256: sha256(prompt),
      sampling: { ...sampling, seed },
    },
  }
  return { ok: true, pair }
}

async function licensesOf(documentIds: readonly string[], graph: Pick<GraphStore, 'getDocument'>): Promise<string[]> {
  const documents = await Promise.all(documentIds.map((id) => graph.getDocument(id)))
  return [...new Set(documents.map((document) => document?.license ?? unknownLicense))].sort()
}
