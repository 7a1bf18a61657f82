import { sha256 } from '#core/id.ts'
import { generateNewTasks } from '#src/generate-new-tasks.ts'
import type { JobHandler } from './job-handler.ts'

/**
 * Makes tasks. The seed is that of the input, or follows from the job's id, and tasks of the same profile and seed that
 * are there already count as made: a job that is handled twice leaves what one handled once leaves.
 */
export const handleGenerate: JobHandler<'generate'> = async (
  { seed, topic, ...wishes },
  { app, job, signal, onProgress },
) => {
  const { tasks, dropped, stopped } = await generateNewTasks(app, {
    ...wishes,
    ...(topic !== undefined && { topic }),
    seed: seed ?? Number.parseInt(sha256(job.id).slice(0, 8), 16),
    isResumed: true,
    signal,
    onProgress: (done) => onProgress({ done, total: wishes.n }),
  })
  // What was made is kept; the next try goes on from there.
  if (stopped !== undefined) throw stopped
  return { taskIds: tasks.map(({ id }) => id), dropped }
}
