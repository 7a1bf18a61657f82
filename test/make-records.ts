import type { DroppedPair, PreferencePair } from '#core/pair.ts'
import type { Task } from '#core/task.ts'
import type { GrowthStep } from '#core/growth.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import { makeId, sha256 } from '#core/id.ts'
import type { DocumentKnowledge } from '#core/knowledge.ts'

/** A task, its trace and their pair, made from the first chunk of the first document; a second one has led there. */
export function makeRecords(documents: readonly [DocumentKnowledge, ...DocumentKnowledge[]]): {
  task: Task
  trace: ReasoningTrace
  pair: PreferencePair
  drop: DroppedPair
  growth: GrowthStep
} {
  const [{ document, chunks }] = documents
  const chunk = chunks[0]
  if (chunk === undefined) throw new Error('records need a document with a chunk')
  const documentIds = documents.map((knowledge) => knowledge.document.id)
  const task: Task = {
    id: makeId('task', ...documentIds),
    profile: 'grounded',
    seed: 1,
    question: 'What gives nacre its fracture toughness?',
    trainingPrompt: 'What gives nacre its fracture toughness?',
    passage: { chunkId: chunk.id, documentId: document.id, title: document.title, text: chunk.text },
    keySentence: { chunkId: chunk.id, documentId: document.id, start: 0, end: 5, text: chunk.text.slice(0, 5) },
    fact: 'Crack deflection gives nacre its fracture toughness.',
    factOrigin: 'model',
    context: { passages: [], relations: [] },
    documentIds,
    generator: { model: 'stub', calls: 2, inputTokens: 10, outputTokens: 5 },
  }
  const [step] = documents[1]?.chunks ?? []
  const trace: ReasoningTrace = {
    id: makeId('trace', task.id),
    taskId: task.id,
    question: task.question,
    mode: 'thinking',
    rounds: [],
    answer: task.fact,
    sentences: [{ text: task.fact, citations: [0], support: 0.9 }],
    citations: [{ chunkId: chunk.id, documentId: document.id, start: 0, end: 5, quote: chunk.text.slice(0, 5) }],
    ...(step === undefined
      ? {}
      : {
          chains: [
            {
              chunkId: chunk.id,
              steps: [
                {
                  chunkId: step.id,
                  documentId: step.documentId,
                  title: 'Shells',
                  mention: 'shells',
                  bridge: 'nacre',
                  question: 'What gives nacre its fracture toughness?',
                },
              ],
            },
          ],
        }),
    documentIds,
    models: { reasoner: 'stub', critic: 'stub', verifier: 'stub' },
    usage: { calls: 1, inputTokens: 1, outputTokens: 1 },
  }
  const thinking = '<|thinking|>\nTopic: nacre\n<|/thinking|>'
  const pair: PreferencePair = {
    id: makeId('pair', trace.id),
    taskId: task.id,
    traceId: trace.id,
    prompt: task.question,
    chosen: `${thinking}\n${task.fact}`,
    rejected: 'Tin does.',
    spans: {
      thinking: { start: 0, end: thinking.length },
      answer: { start: thinking.length + 1, end: thinking.length + 1 + task.fact.length },
    },
    provenance: { chunkIds: [chunk.id], documentIds, licenses: ['CC BY 4.0'] },
    generators: {
      chosen: 'stub',
      rejected: 'stub',
      promptSha256: sha256(task.question),
      sampling: { temperature: 0.7, topP: 1, topK: 0, seed: 1, maxTokens: 64 },
    },
  }
  const drop: DroppedPair = {
    id: makeId('pair', 'drop', trace.id),
    taskId: task.id,
    traceId: trace.id,
    question: task.question,
    reason: 'no answer',
    documentIds,
    pair,
  }
  const growth: GrowthStep = {
    id: makeId('growth', task.id),
    run: 'nacre',
    iteration: 1,
    question: task.question,
    questionFrom: 'person',
    answer: task.fact,
    edges: [{ subject: 'nacre', type: 'MADE_OF', object: 'aragonite', origin: 'graph', chunkIds: [chunk.id] }],
    keywords: ['nacre', 'aragonite'],
    documentIds,
    model: 'stub',
  }
  return { task, trace, pair, drop, growth }
}
