import { listAll } from '#graph/list-all.ts'
import type { DroppedPair, PreferencePair } from '#core/pair.ts'
import type { Task } from '#core/task.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import type { App } from './app.ts'

/**
 * A pair for every task that has none: the task is answered (by recursive thinking, or from its path in the graph; the
 * trace is kept), the policy is asked the same, and the gates decide. Each task is written by itself, so an interrupted run goes on where it ended.
 */
export async function buildPairs(
  app: App,
  options: {
    rounds: number
    /** Only these; all where not said. */
    taskIds?: readonly string[]
    signal?: AbortSignal
    onProgress?: (done: number, total: number, question: string) => void
  },
): Promise<{ readonly pairs: readonly PreferencePair[]; readonly dropped: readonly DroppedPair[] }> {
  const { buildPair } = await import('#agents/pairs/build-pair.ts')
  const { reason } = await import('#agents/reason.ts')
  const { answerPathTask } = await import('#agents/tasks/graph-path/answer-path-task.ts')
  const { examinePathTask } = await import('#agents/tasks/graph-path/examine-path-task.ts')
  const { rounds, signal } = options
  const cancel = signal === undefined ? {} : { signal }
  const graph = await app.graph()
  const paired = new Set<string>()
  for await (const { taskId } of listAll(graph, 'pair')) paired.add(taskId)
  const wanted = options.taskIds === undefined ? undefined : new Set(options.taskIds)
  const tasks = (await Array.fromAsync(listAll(graph, 'task'))).filter(
    ({ id }) => !paired.has(id) && (wanted === undefined || wanted.has(id)),
  )

  const pairs: PreferencePair[] = []
  const dropped: DroppedPair[] = []
  if (tasks.length === 0) return { pairs, dropped }
  const policy = await app.policy()
  for (const [index, task] of tasks.entries()) {
    options.onProgress?.(index, tasks.length, task.question)
    const trace = task.profile === 'graph-path' ? answerPathTask(task) : await think(task)
    const flaw = task.profile === 'graph-path' ? await examinePathTask(task, graph) : undefined
    if (flaw !== undefined) {
      dropped.push({ taskId: task.id, traceId: trace.id, reason: flaw })
      continue
    }
    const built = await buildPair(task, trace, { policy, graph }, cancel)
    await graph.putRecord('trace', trace)
    if (built.ok) await graph.putRecord('pair', built.pair)
    if (built.ok) pairs.push(built.pair)
    else dropped.push(built.dropped)
  }
  options.onProgress?.(tasks.length, tasks.length, '')
  return { pairs, dropped }

  /** The models that think are opened when the first task needs them. */
  async function think(task: Task): Promise<ReasoningTrace> {
    const [retriever, embedder] = await Promise.all([app.retriever(), app.embedder()])
    const thinkers = { reasoner: await app.reasoner(), critic: await app.critic(), verifier: await app.verifier() }
    return reason(
      { question: task.question, task },
      { graph, retriever, embedder, ...thinkers },
      { mode: 'recursive', rounds, seed: task.seed, ...cancel },
    )
  }
}
