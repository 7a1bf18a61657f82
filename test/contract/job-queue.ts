import { afterEach, describe, expect, it } from 'vitest'
import { mostDeaths, type Job, type JobQueue, type Lease } from '#src/jobs/job-queue.ts'

/** Opens the queues of one adapter for the suite. */
export interface JobQueueMaker {
  /** An empty queue whose time is what `now` says, and in which at most so many wait. */
  openEmpty(now: () => number, mostQueued: number): Promise<JobQueue>
  /** A second view on the same queue, as another process has it. */
  reopen(now: () => number): Promise<JobQueue>
}

const leaseMs = 1_000
const mostQueued = 40
const generate = { kind: 'generate', input: { n: 1 } } as const

/** What every job queue keeps of its promises. */
export function describeJobQueue(name: string, maker: JobQueueMaker): void {
  let nowMs = 1_000_000
  const now = (): number => nowMs
  const opened: JobQueue[] = []
  const open = async (): Promise<JobQueue> => {
    const queue = await maker.openEmpty(now, mostQueued)
    opened.push(queue)
    return queue
  }
  const reopen = async (): Promise<JobQueue> => {
    const queue = await maker.reopen(now)
    opened.push(queue)
    return queue
  }
  const take = async (queue: JobQueue, worker = 'w1'): Promise<Lease> => {
    const lease = await queue.take({ worker, leaseMs })
    if (lease === undefined) throw new Error('expected a job that is ready')
    return lease
  }
  const stateOf = async (queue: JobQueue, { id }: Job): Promise<string | undefined> => (await queue.get(id))?.state
  const kindsOf = async (queue: JobQueue, jobId?: string): Promise<string[]> =>
    (await queue.events(jobId === undefined ? {} : { jobId })).map(({ kind }) => kind)
  afterEach(async () => {
    for (const queue of opened.splice(0)) await queue.close()
  })

  describe(`${name}: adding and taking`, () => {
    it('gives the largest priority first, equal ones in the order they were added', async () => {
      const queue = await open()
      const low = await queue.add({ ...generate, priority: -1 })
      const first = await queue.add(generate)
      const second = await queue.add(generate)
      const urgent = await queue.add({ ...generate, priority: 5 })
      const taken = [await take(queue), await take(queue), await take(queue), await take(queue)]
      expect(taken.map(({ job }) => job.id)).toEqual([urgent.id, first.id, second.id, low.id])
      expect(await queue.take({ worker: 'w1', leaseMs })).toBeUndefined()
    })

    it('gives a job to one of many processes', async () => {
      const queue = await open()
      const views = [queue, await reopen(), await reopen()]
      for (let index = 0; index < 30; index += 1) await queue.add(generate)
      const taken = await Promise.all(
        Array.from({ length: 30 }, (_, index) => take(views[index % views.length]!, `w${index}`)),
      )
      expect(new Set(taken.map(({ job }) => job.id)).size).toBe(30)
      expect(await queue.count()).toEqual({ queued: 0, running: 30, done: 0, failed: 0, cancelled: 0 })
    })

    it('makes one job of two with the same key, and refuses another input under it', async () => {
      const queue = await open()
      const job = await queue.add({ ...generate, key: 'k' })
      expect(await queue.add({ ...generate, key: 'k' })).toEqual(job)
      await queue.finish(await take(queue), 1)
      expect((await queue.add({ ...generate, key: 'k' })).state).toBe('done')
      await expect(queue.add({ ...generate, key: 'k', input: { n: 2 } })).rejects.toMatchObject({ code: 'conflict' })
      expect((await queue.add({ kind: 'pairs', input: {}, key: 'k' })).id).not.toBe(job.id)
    })

    it('takes only the kinds it is asked for', async () => {
      const queue = await open()
      await queue.add(generate)
      const pairs = await queue.add({ kind: 'pairs', input: {} })
      const lease = await queue.take({ worker: 'w1', leaseMs, kinds: ['pairs', 'ingest'] })
      expect(lease?.job.id).toBe(pairs.id)
      expect(await queue.take({ worker: 'w1', leaseMs, kinds: ['pairs'] })).toBeUndefined()
    })

    it('refuses, to be tried again, when too many wait', async () => {
      const queue = await open()
      for (let index = 0; index < mostQueued; index += 1) await queue.add(generate)
      await expect(queue.add(generate)).rejects.toMatchObject({ code: 'unavailable', isRetryable: true })
    })

    it('lists newest first, page by page, by state and kind', async () => {
      const queue = await open()
      const jobs = [await queue.add(generate), await queue.add({ kind: 'pairs', input: {} }), await queue.add(generate)]
      const ids = jobs.map(({ id }) => id).toReversed()
      expect((await queue.list()).map(({ id }) => id)).toEqual(ids)
      const [page] = [await queue.list({ limit: 2 })]
      expect(page.map(({ id }) => id)).toEqual(ids.slice(0, 2))
      expect((await queue.list({ before: page.at(-1)!.order })).map(({ id }) => id)).toEqual(ids.slice(2))
      await take(queue)
      expect((await queue.list({ states: ['running'] })).map(({ id }) => id)).toEqual([jobs[0]!.id])
      expect((await queue.list({ kinds: ['pairs'] })).map(({ id }) => id)).toEqual([jobs[1]!.id])
    })
  })

  describe(`${name}: leases`, () => {
    it('keeps a job from others as long as it is renewed, and takes it again when it is not', async () => {
      const queue = await open()
      await queue.add(generate)
      const first = await take(queue)
      nowMs += leaseMs - 1
      expect(await queue.renew(first, { leaseMs })).toBe('held')
      nowMs += leaseMs - 1
      expect(await queue.take({ worker: 'w2', leaseMs })).toBeUndefined()
      nowMs += 1
      const second = await take(queue, 'w2')
      expect(second.job).toMatchObject({ id: first.job.id, attempts: 2, worker: 'w2' })
    })

    it('takes the job of a worker at once that is known to be dead', async () => {
      const queue = await open()
      await queue.add(generate)
      await take(queue, 'dead')
      expect(await queue.take({ worker: 'w2', leaseMs, isDead: (worker) => worker === 'other' })).toBeUndefined()
      const lease = await queue.take({ worker: 'w2', leaseMs, isDead: (worker) => worker === 'dead' })
      expect(lease?.job).toMatchObject({ worker: 'w2', attempts: 2 })
    })

    it('hears nothing from a lease that was lost', async () => {
      const queue = await open()
      await queue.add(generate)
      const first = await take(queue)
      nowMs += leaseMs
      const second = await take(queue, 'w2')
      expect(await queue.renew(first, { leaseMs })).toBe('lost')
      expect(await queue.finish(first, 'late')).toBe(false)
      expect(await queue.fail(first, { code: 'unavailable', message: 'late' })).toBe(false)
      expect(await queue.giveBack(first)).toBe(false)
      expect(await queue.finish(second, 'right')).toBe(true)
      expect(await queue.get(first.job.id)).toMatchObject({ state: 'done', result: 'right' })
    })

    it('gives a job up whose worker dies again and again without progress', async () => {
      const queue = await open()
      const job = await queue.add(generate)
      for (let death = 0; death < mostDeaths; death += 1) {
        await take(queue)
        nowMs += leaseMs
      }
      expect(await queue.take({ worker: 'w1', leaseMs })).toBeUndefined()
      expect(await queue.get(job.id)).toMatchObject({ state: 'failed', failure: { code: 'unavailable' } })
    })

    it('does not give a job up that gets further between deaths', async () => {
      const queue = await open()
      const job = await queue.add(generate)
      for (let death = 0; death < mostDeaths + 2; death += 1) {
        const lease = await take(queue)
        await queue.renew(lease, { leaseMs, progress: { done: death + 1, total: 9 } })
        nowMs += leaseMs
      }
      expect((await take(queue)).job.id).toBe(job.id)
    })

    it('hands a job back as if it had not been begun', async () => {
      const queue = await open()
      await queue.add(generate)
      const lease = await take(queue)
      expect(await queue.giveBack(lease)).toBe(true)
      expect(await queue.get(lease.job.id)).toMatchObject({ state: 'queued', attempts: 0 })
      expect((await take(queue)).job.attempts).toBe(1)
    })
  })

  describe(`${name}: ends`, () => {
    it('tries a failed job again after its pause, or never', async () => {
      const queue = await open()
      const job = await queue.add(generate)
      const failure = { code: 'unavailable', message: 'The server is busy.' } as const
      await queue.fail(await take(queue), failure, { retryInMs: 500 })
      expect(await queue.take({ worker: 'w1', leaseMs })).toBeUndefined()
      expect(await queue.get(job.id)).toMatchObject({ state: 'queued', failure, readyAtMs: nowMs + 500 })
      nowMs += 500
      await queue.fail(await take(queue), failure)
      expect(await queue.get(job.id)).toMatchObject({ state: 'failed', failure, attempts: 2 })
    })

    it('retries what failed or was cancelled, and nothing else', async () => {
      const queue = await open()
      const job = await queue.add(generate)
      expect(await queue.retry(job.id)).toBe(false)
      await queue.fail(await take(queue), { code: 'bug', message: 'no' })
      expect(await queue.retry(job.id)).toBe(true)
      expect(await queue.get(job.id)).toMatchObject({ state: 'queued', attempts: 0 })
      expect((await queue.get(job.id))?.failure).toBeUndefined()
      await queue.cancel(job.id)
      expect(await queue.retry(job.id)).toBe(true)
      expect(await queue.retry('job_unknown')).toBe(false)
      await queue.finish(await take(queue), null)
      expect(await queue.retry(job.id)).toBe(false)
    })

    it('cancels a waiting job at once, a running one when its worker hears of it, an ended one not at all', async () => {
      const queue = await open()
      const job = await queue.add(generate)
      expect(await queue.cancel(job.id)).toBe(true)
      expect(await stateOf(queue, job)).toBe('cancelled')
      expect(await queue.cancel(job.id)).toBe(false)
      expect(await queue.cancel('job_unknown')).toBe(false)

      const other = await queue.add(generate)
      const lease = await take(queue)
      expect(await queue.cancel(other.id)).toBe(true)
      expect(await stateOf(queue, other)).toBe('running')
      expect(await queue.renew(lease, { leaseMs })).toBe('cancelled')
      await queue.fail(lease, { code: 'cancelled', message: 'stopped' })
      expect(await stateOf(queue, other)).toBe('cancelled')
    })

    it('cancels a job whose worker died after the wish, or hands it back', async () => {
      const queue = await open()
      const [died, stopped] = [await queue.add(generate), await queue.add(generate)]
      const leases = [await take(queue), await take(queue)]
      await queue.cancel(died.id)
      await queue.cancel(stopped.id)
      await queue.giveBack(leases[1]!)
      nowMs += leaseMs
      expect(await queue.take({ worker: 'w2', leaseMs })).toBeUndefined()
      expect([await stateOf(queue, died), await stateOf(queue, stopped)]).toEqual(['cancelled', 'cancelled'])
    })
  })

  describe(`${name}: events`, () => {
    it('tells what happened, numbered over all jobs, from any number on and to any process', async () => {
      const queue = await open()
      const job = await queue.add(generate)
      const lease = await take(queue)
      await queue.renew(lease, { leaseMs, progress: { done: 1, total: 3, detail: 'nacre.md' } })
      await queue.renew(lease, { leaseMs, progress: { done: 1, total: 3, detail: 'nacre.md' } })
      const other = await queue.add({ kind: 'pairs', input: {} })
      await queue.finish(lease, { tasks: 1 })
      const events = await (await reopen()).events()
      expect(events.map(({ kind }) => kind)).toEqual(['added', 'started', 'progress', 'added', 'done'])
      expect(events.map(({ jobId }) => jobId === job.id)).toEqual([true, true, true, false, true])
      expect(events[2]?.progress).toEqual({ done: 1, total: 3, detail: 'nacre.md' })
      const numbers = events.map(({ sequence }) => sequence)
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
      expect(await queue.events({ after: numbers[2]! })).toEqual(events.slice(3))
      expect(await kindsOf(queue, other.id)).toEqual(['added'])
      expect(await queue.events({ limit: 2 })).toEqual(events.slice(0, 2))
    })

    it('forgets what ended long ago, and only that', async () => {
      const queue = await open()
      const old = await queue.add(generate)
      await queue.finish(await take(queue), null)
      nowMs += 10
      const waiting = await queue.add(generate)
      expect(await queue.prune({ endedBeforeMs: nowMs })).toBe(1)
      expect(await queue.get(old.id)).toBeUndefined()
      expect(await stateOf(queue, waiting)).toBe('queued')
      expect(await kindsOf(queue)).toEqual(['added'])
    })
  })
}
