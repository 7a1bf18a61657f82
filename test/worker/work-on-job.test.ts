import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { NacreError } from '#core/errors.ts'
import type { JobQueue, Lease } from '#src/jobs/job-queue.ts'
import { openSqliteJobQueue } from '#src/jobs/sqlite-job-queue.ts'
import type { HandlerContext } from '#src/worker/job-handler.ts'
import { workOnJob, type WorkOutcome } from '#src/worker/work-on-job.ts'
import { isDeadWorker, workerName } from '#src/worker/worker-name.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

async function open(): Promise<{ queue: JobQueue; lease: Lease }> {
  const queue = openSqliteJobQueue(join(temporaryFolder(), 'jobs.sqlite'))
  await queue.add({ kind: 'generate', input: { n: 1 } })
  return { queue, lease: (await queue.take({ worker: 'w', leaseMs: 60_000 }))! }
}

const work = (
  { queue, lease }: { queue: JobQueue; lease: Lease },
  handle: (context: Omit<HandlerContext, 'app'>) => Promise<unknown>,
  stop = new AbortController().signal,
): Promise<WorkOutcome> => workOnJob(lease, queue, handle, { leaseMs: 60_000, stop, random: () => 1 })

/** A handler that ends only when it is told to. */
const untilAborted = ({ signal }: { signal: AbortSignal }): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new NacreError('cancelled', 'stopped'))))

describe('workOnJob', () => {
  test('keeps result and last progress', async () => {
    const opened = await open()
    const outcome = await work(opened, async ({ onProgress }) => {
      onProgress({ done: 2, total: 2 })
      return { made: 2 }
    })
    expect(outcome).toEqual({ kind: 'done' })
    expect(await opened.queue.get(opened.lease.job.id)).toMatchObject({
      state: 'done',
      result: { made: 2 },
      progress: { done: 2, total: 2 },
    })
  })

  test('tells how long the rest takes, from what is done so far', async () => {
    const opened = await open()
    const counts = { pages: 3, chunks: 12 }
    await work(opened, async ({ onProgress }) => {
      onProgress({ done: 0, total: 1, share: 0, counts })
      const begun = performance.now()
      while (performance.now() - begun < 600);
      onProgress({ done: 0, total: 1, share: 0.25, counts })
    })
    const job = await opened.queue.get(opened.lease.job.id)
    expect(job?.progress).toMatchObject({ share: 0.25, counts })
    expect(job?.progress?.secondsLeft).toBeGreaterThanOrEqual(2)
  })

  test.each([
    ['may pass', new NacreError('unavailable', 'busy', { isRetryable: true }), 'retrying', 'queued'],
    ['lies in the input', new NacreError('invalid-input', 'not right'), 'failed', 'failed'],
    ['lies in Nacre', new TypeError('x is undefined'), 'failed', 'failed'],
    ['lies in the setup', new NacreError('unavailable', 'no such model'), 'stop', 'queued'],
  ])('what %s', async (_, error, kind, state) => {
    const opened = await open()
    const outcome = await work(opened, () => Promise.reject(error))
    expect(outcome).toMatchObject({ kind })
    expect(await opened.queue.get(opened.lease.job.id)).toMatchObject({ state, attempts: kind === 'stop' ? 0 : 1 })
  })

  test('a worker that is told to stop hands its job back', async () => {
    const opened = await open()
    const stop = new AbortController()
    const outcome = work(opened, untilAborted, stop.signal)
    stop.abort()
    expect(await outcome).toEqual({ kind: 'returned' })
    expect(await opened.queue.get(opened.lease.job.id)).toMatchObject({ state: 'queued', attempts: 0 })
  })

  test('a job that somebody cancels ends', async () => {
    const opened = await open()
    const outcome = work(opened, untilAborted)
    await opened.queue.cancel(opened.lease.job.id)
    expect(await outcome).toEqual({ kind: 'cancelled' })
    expect((await opened.queue.get(opened.lease.job.id))?.state).toBe('cancelled')
  })
})

test('isDeadWorker knows processes of this machine only', () => {
  const own = workerName(1)
  expect(isDeadWorker(`${own}/0`, own)).toBe(false)
  expect(isDeadWorker(`${workerName(2)}/0`, own)).toBe(true)
  expect(isDeadWorker(own.replace(/\/\d+\//, '/4194304/'), own)).toBe(true)
  expect(isDeadWorker(own.replace(/\/\d+\//, `/${process.ppid}/`), own)).toBe(false)
  expect(isDeadWorker('another-machine/4194304/x/0', own)).toBe(false)
})
