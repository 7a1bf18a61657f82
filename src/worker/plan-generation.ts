import type { TaskProfile } from '#core/task.ts'
import type { JobQueue } from '#src/jobs/job-queue.ts'

/**
 * Adds the job that makes the next task, `perHour` tasks an hour for a queue: time is cut into slots, and the job of a
 * slot has its number as key and seed, so that workers beside each other plan each task once. Nothing is added while an
 * earlier one waits: a slow model gathers no backlog. Undefined where nothing was added, else the job's id.
 */
export async function planGeneration(
  queue: Pick<JobQueue, 'add' | 'list'>,
  { perHour, profile, nowMs }: { readonly perHour: number; readonly profile: TaskProfile; readonly nowMs: number },
): Promise<string | undefined> {
  const waiting = await queue.list({ states: ['queued', 'running'], kinds: ['generate'], limit: 1 })
  if (waiting.length > 0) return undefined
  const slot = Math.floor((nowMs * perHour) / 3_600_000)
  const job = await queue.add({
    kind: 'generate',
    input: { profile, n: 1, seed: slot % 2 ** 32, leastCoveredFirst: true },
    priority: -1,
    key: `${profile}/${perHour}/${slot}`,
  })
  return job.state === 'queued' ? job.id : undefined
}
