import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import { throwIfCancelled } from '#core/errors.ts'

/**
 * Runs `work` as the only writer of a data folder, across processes; waits its turn. The lock is an exclusive SQLite
 * transaction, so the operating system frees it when a process is killed: there is no stale lock file to remove.
 */
export async function withWriteLock<T>(
  dataFolder: string,
  work: () => Promise<T>,
  options: { signal?: AbortSignal; onWait?: () => void } = {},
): Promise<T> {
  mkdirSync(dataFolder, { recursive: true })
  const database = new DatabaseSync(join(dataFolder, 'write-lock.sqlite'))
  try {
    for (let tries = 0; !tryLock(database); tries += 1) {
      throwIfCancelled(options.signal)
      if (tries === 0) options.onWait?.()
      await delay(100)
    }
    return await work()
  } finally {
    database.close()
  }
}

function tryLock(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if (error instanceof Error && /database is locked/.test(error.message)) return false
    throw error
  }
}
