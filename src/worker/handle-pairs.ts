import { buildPairs } from '#src/build-pairs.ts'
import type { JobHandler } from './job-handler.ts'

/** Makes the pairs of tasks that have none; each task is kept by itself, so a second try goes on where the first ended. */
export const handlePairs: JobHandler<'pairs'> = async ({ rounds, taskIds }, { app, signal, onProgress }) => {
  const { pairs, dropped } = await buildPairs(app, {
    rounds,
    ...(taskIds !== undefined && { taskIds }),
    signal,
    onProgress: (done, total, detail) => onProgress({ done, total, detail }),
  })
  return { pairIds: pairs.map(({ id }) => id), dropped }
}
