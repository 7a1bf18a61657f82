import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { NacreError } from '#core/errors.ts'

/**
 * Runs `work` as the only training of a data folder, across processes; like the write lock it goes when a process dies.
 * Errors: `conflict`, at once, when another training runs.
 */
export async function withTrainingLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true })
  const database = new DatabaseSync(join(folder, 'lock.sqlite'))
  try {
    try {
      database.exec('BEGIN EXCLUSIVE')
    } catch (cause) {
      throw new NacreError(
        'conflict',
        'A training of this data folder is running already. Wait for it, or look at "nacre train status".',
        { cause },
      )
    }
    return await work()
  } finally {
    database.close()
  }
}
