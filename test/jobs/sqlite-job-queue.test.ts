import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSqliteJobQueue } from '#src/jobs/sqlite-job-queue.ts'
import { describeJobQueue } from '#test/contract/job-queue.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

let path = ''
describeJobQueue('SQLite job queue', {
  openEmpty: async (now, mostQueued) => {
    path = join(temporaryFolder(), 'jobs.sqlite')
    return openSqliteJobQueue(path, { now, mostQueued })
  },
  reopen: async (now) => openSqliteJobQueue(path, { now }),
})

test('a file that is no database is told in plain words', () => {
  const file = join(temporaryFolder(), 'jobs.sqlite')
  writeFileSync(file, 'no database at all, only some words that are long enough'.repeat(40))
  expect(() => openSqliteJobQueue(file)).toThrow(/not a database/)
})
