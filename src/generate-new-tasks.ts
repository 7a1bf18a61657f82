import type { TaskSummary } from '#agents/tasks/generate-tasks.ts'
import type { Task, TaskProfile } from '#core/task.ts'
import type { App } from './app.ts'
import { withWriteLock } from './write-lock.ts'

/** Generates tasks with the app's own parts; each is kept as soon as it is made. */
export async function generateNewTasks(
  app: App,
  options: { profile: TaskProfile; n: number; seed: number; signal?: AbortSignal; onProgress?: (done: number) => void },
): Promise<TaskSummary> {
  const { n, seed, signal, onProgress } = options
  const graph = await app.graph()
  const cancel = signal === undefined ? {} : { signal }
  let done = 0
  onProgress?.(0)
  const keep = {
    ...cancel,
    onTask: async (task: Task) => {
      await withWriteLock(app.config.dataFolder, () => graph.putRecord('task', task), cancel)
      onProgress?.((done += 1))
    },
  }
  if (options.profile === 'graph-path') {
    const { generatePathTasks } = await import('#agents/tasks/graph-path/generate-path-tasks.ts')
    return generatePathTasks({ n, seed }, { graph }, keep)
  }
  const { generateTasks } = await import('#agents/tasks/generate-tasks.ts')
  const [vectors, teacher] = await Promise.all([app.vectors(), app.reasoner()])
  return generateTasks({ n, seed }, { graph, vectors, teacher }, keep)
}
