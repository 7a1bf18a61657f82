import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSqliteJobQueue } from '#src/jobs/sqlite-job-queue.ts'
import { planGeneration } from '#src/worker/plan-generation.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

test('two workers plan N tasks an hour together, and no backlog', async () => {
  const path = join(temporaryFolder(), 'jobs.sqlite')
  const queues = [openSqliteJobQueue(path), openSqliteJobQueue(path)]
  const planned = new Set<string>()
  for (let minute = 0; minute < 120; minute += 1) {
    for (const queue of queues) {
      const id = await planGeneration(queue, { perHour: 30, profile: 'graph-path', nowMs: minute * 60_000 })
      if (id === undefined) continue
      planned.add(id)
      expect(
        await planGeneration(queue, { perHour: 30, profile: 'graph-path', nowMs: minute * 60_000 }),
      ).toBeUndefined()
      await queue.finish((await queue.take({ worker: 'w', leaseMs: 1_000 }))!, null)
    }
  }
  expect(planned.size).toBe(60)
  const seeds = (await queues[0]!.list({ limit: 100 })).map(({ input }) => (input as { seed: number }).seed)
  expect(new Set(seeds).size).toBe(60)
})
