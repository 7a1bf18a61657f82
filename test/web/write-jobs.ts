import type { JobQueue } from '#src/jobs/job-queue.ts'

const worker = 'worker-1'
const leaseMs = 600_000

/** A job in each state that a person may find: done, failed, running and waiting. Nobody works on them. */
export async function writeJobs(queue: JobQueue): Promise<void> {
  await queue.add({ kind: 'ingest', input: { sources: ['nacre.md', 'metallic-glasses.pdf'], tags: [], names: {} } })
  await queue.add({ kind: 'reason', input: { question: 'Why is nacre tough?', mode: 'recursive', rounds: 2 } })
  await queue.add({ kind: 'generate', input: { profile: 'graph-path', n: 40, seed: 7, leastCoveredFirst: true } })
  await queue.add({ kind: 'pairs', input: { rounds: 2 } })
  const [reading, asking, making] = [await take(), await take(), await take()]
  await queue.finish(reading, {
    documents: [],
    added: 2,
    counts: { pages: 3, chunks: 14, entities: 143, relations: 160 },
  })
  await queue.fail(asking, {
    code: 'unavailable',
    message: 'The model server at http://127.0.0.1:11434 did not answer. Start it, or choose another model.',
  })
  await queue.renew(making, { leaseMs, progress: { done: 16, total: 40, detail: 'tasks', secondsLeft: 6 } })

  async function take() {
    const lease = await queue.take({ worker, leaseMs })
    if (lease === undefined) throw new Error('a job was added that is not there')
    return lease
  }
}
