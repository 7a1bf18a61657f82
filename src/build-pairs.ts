import { createNearDuplicateIndex } from '#agents/pairs/quality/near-duplicates.ts'
import { makeId } from '#core/id.ts'
import type { DroppedPair, PreferencePair } from '#core/pair.ts'
import type { RejectedWay, Task } from '#core/task.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import { listAll } from '#graph/list-all.ts'
import type { App } from './app.ts'

export const judgeWays = ['words', 'model', 'none'] as const
export type JudgeWay = (typeof judgeWays)[number]

export interface PairsOptions {
  /** Answers of recursive thinking. */
  readonly rounds: number
  /** Only these; all where not said. */
  readonly taskIds?: readonly string[]
  /** Where the rejected answers come from; `phase-1` where not said. */
  readonly way?: RejectedWay
  /** Who says whether chosen is better: code (where not said), the critic's model, or nobody. */
  readonly judge?: JudgeWay
  /** Tries again what was dropped before. */
  readonly isAgain?: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number, question: string) => void
}

/**
 * A pair for every task that has none: the task is answered (by recursive thinking, or from its path in the graph; the
 * trace is kept), the policy is asked the same, and the gates decide; what they refuse is kept with its reason. Each task
 * is written by itself, so an interrupted run goes on where it ended.
 */
export async function buildPairs(
  app: App,
  options: PairsOptions,
): Promise<{ readonly pairs: readonly PreferencePair[]; readonly dropped: readonly DroppedPair[] }> {
  const { buildPair } = await import('#agents/pairs/build-pair.ts')
  const { reason } = await import('#agents/reason.ts')
  const { answerPathTask } = await import('#agents/tasks/graph-path/answer-path-task.ts')
  const { examinePathTask } = await import('#agents/tasks/graph-path/examine-path-task.ts')
  const { traceOfPublished } = await import('#agents/pairs/trace-of-published.ts')
  const { rounds, signal, way = 'phase-1' } = options
  const cancel = signal === undefined ? {} : { signal }
  const graph = await app.graph()
  const all = await Array.fromAsync(listAll(graph, 'task'))
  const pairs: PreferencePair[] = []
  const dropped: DroppedPair[] = []
  const unpaired = await listUnpaired()
  if (unpaired.length === 0) return { pairs, dropped }
  const policy = await app.policy()
  const tasks = options.isAgain === true ? unpaired : await withoutDropped(unpaired)
  const questions = createNearDuplicateIndex()
  for (const task of all) if (!unpaired.includes(task)) questions.add(task.id, task.question)
  const judge = await openJudge()
  const teacher = way === 'teacher' ? { teacher: await app.reasoner() } : {}
  for (const [index, task] of tasks.entries()) {
    options.onProgress?.(index, tasks.length, task.question)
    const flaw = await examineTask(task)
    if (flaw !== undefined) {
      const { id: taskId, question, documentIds } = task
      await drop({ id: makeId('pair', 'drop', taskId, flaw), taskId, traceId: '', question, documentIds, reason: flaw })
      continue
    }
    const trace = await answer(task)
    const built = await buildPair(task, trace, { policy, graph, ...judge, ...teacher }, { way, ...cancel })
    await graph.putRecord('trace', trace)
    if (built.ok) {
      await graph.putRecord('pair', built.pair)
      questions.add(task.id, task.question)
      pairs.push(built.pair)
    } else await drop(built.dropped)
  }
  options.onProgress?.(tasks.length, tasks.length, '')
  return { pairs, dropped }

  async function listUnpaired(): Promise<readonly Task[]> {
    const wanted = options.taskIds === undefined ? undefined : new Set(options.taskIds)
    const paired = new Set<string>()
    for await (const { taskId } of listAll(graph, 'pair')) paired.add(taskId)
    return all.filter(({ id }) => !paired.has(id) && (wanted === undefined || wanted.has(id)))
  }

  /** What another policy said may be fit where the answer of this one was not, and the other way round. */
  async function withoutDropped(left: readonly Task[]): Promise<readonly Task[]> {
    const refused = new Set<string>()
    for await (const { taskId, pair } of listAll(graph, 'drop')) {
      if (pair === undefined || pair.generators.rejected === policy.id) refused.add(taskId)
    }
    return left.filter(({ id }) => !refused.has(id))
  }

  async function openJudge() {
    const { judge: who = 'words' } = options
    if (who === 'none') return {}
    if (who === 'words') {
      const { createWordJudge } = await import('#agents/pairs/judge-by-words.ts')
      return { judge: createWordJudge() }
    }
    const { createModelJudge } = await import('#agents/pairs/judge-by-model.ts')
    return { judge: createModelJudge(await app.critic()) }
  }

  async function examineTask(task: Task): Promise<string | undefined> {
    if (questions.find(task.question) !== undefined) return 'nearly the same question has a pair'
    return task.profile === 'graph-path' ? examinePathTask(task, graph) : undefined
  }

  async function drop(record: DroppedPair): Promise<void> {
    await graph.putRecord('drop', record)
    dropped.push(record)
  }

  async function answer(task: Task): Promise<ReasoningTrace> {
    if (task.profile === 'graph-path') return answerPathTask(task)
    if (task.profile === 'preflexor') return traceOfPublished(task)
    // The models that think are opened when the first task needs them.
    const [retriever, embedder] = await Promise.all([app.retriever(), app.embedder()])
    const thinkers = { reasoner: await app.reasoner(), critic: await app.critic(), verifier: await app.verifier() }
    return reason(
      { question: task.question, task },
      { graph, retriever, embedder, ...thinkers },
      { mode: 'recursive', rounds, seed: task.seed, ...cancel },
    )
  }
}
