import { listAll } from '#src/list-all.ts'
import type { DroppedPair, PreferencePair } from '#core/pair.ts'
import type { App } from './app.ts'
import { withWriteLock } from './write-lock.ts'

/**
 * A pair for every task that has none: the task is answered by recursive thinking (the trace is kept), the policy is
 * asked the same, and the gates decide. Each task is written by itself, so an interrupted run goes on where it ended.
 */
export async function buildPairs(
  app: App,
  options: {
    rounds: number
    signal?: AbortSignal
    onProgress?: (done: number, total: number, question: string) => void
  },
): Promise<{ readonly pairs: readonly PreferencePair[]; readonly dropped: readonly DroppedPair[] }> {
  const { buildPair } = await import('#agents/pairs/build-pair.ts')
  const { reason } = await import('#agents/reason.ts')
  const { rounds, signal } = options
  const cancel = signal === undefined ? {} : { signal }
  const graph = await app.graph()
  const paired = new Set<string>()
  for await (const { taskId } of listAll(graph, 'pair')) paired.add(taskId)
  const tasks = (await Array.fromAsync(listAll(graph, 'task'))).filter(({ id }) => !paired.has(id))

  const pairs: PreferencePair[] = []
  const dropped: DroppedPair[] = []
  if (tasks.length === 0) return { pairs, dropped }
  const [retriever, embedder, policy] = await Promise.all([app.retriever(), app.embedder(), app.policy()])
  const thinkers = { reasoner: await app.reasoner(), critic: await app.critic(), verifier: await app.verifier() }
  for (const [index, task] of tasks.entries()) {
    options.onProgress?.(index, tasks.length, task.question)
    const parts = { graph, retriever, embedder, ...thinkers }
    const trace = await reason({ question: task.question, task }, parts, {
      mode: 'recursive',
      rounds,
      seed: task.seed,
      ...cancel,
    })
    const built = await buildPair(task, trace, { policy, graph }, cancel)
    await withWriteLock(
      app.config.dataFolder,
      async () => {
        await graph.putRecord('trace', trace)
        if (built.ok) await graph.putRecord('pair', built.pair)
      },
      cancel,
    )
    if (built.ok) pairs.push(built.pair)
    else dropped.push(built.dropped)
  }
  options.onProgress?.(tasks.length, tasks.length, '')
  return { pairs, dropped }
}
