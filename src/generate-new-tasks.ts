import type { TaskSummary } from '#agents/tasks/generate-tasks.ts'
import type { App } from './app.ts'
import { withWriteLock } from './write-lock.ts'

/** Generates tasks with the app's own parts; each is kept as soon as it is made. */
export async function generateNewTasks(
  app: App,
  options: { n: number; seed: number; signal?: AbortSignal; onProgress?: (done: number) => void },
): Promise<TaskSummary> {
  const { generateTasks } = await import('#agents/tasks/generate-tasks.ts')
  const { n, seed, signal, onProgress } = options
  const [graph, vectors, teacher] = await Promise.all([app.graph(), app.vectors(), app.reasoner()])
  const cancel = signal === undefined ? {} : { signal }
  let done = 0
  onProgress?.(0)
  return generateTasks(
    { n, seed },
    { graph, vectors, teacher },
    {
      ...cancel,
      onTask: async (task) => {
        await withWriteLock(app.config.dataFolder, () => graph.putRecord('task', task), cancel)
        onProgress?.((done += 1))
      },
    },
  )
}
