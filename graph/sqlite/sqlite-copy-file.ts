import { DatabaseSync } from 'node:sqlite'
import { NacreError } from '#core/errors.ts'
import { toSqliteError } from './sqlite-error.ts'

/** Writes what the database holds at this moment into a new file, beside readers and a writer. */
export function copySqliteFile(path: string, target: string): void {
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 10_000 })
    try {
      database.prepare('VACUUM INTO ?').run(target)
    } finally {
      database.close()
    }
  } catch (error) {
    throw toSqliteError(error, path)
  }
}

/** Throws `invalid-input` unless every page and index of the database file is whole. */
export function checkSqliteFile(path: string): void {
  let answer: unknown
  try {
    const database = new DatabaseSync(path, { readOnly: true })
    try {
      answer = database.prepare('PRAGMA integrity_check(1)').get()?.integrity_check
    } finally {
      database.close()
    }
  } catch (error) {
    throw toSqliteError(error, path)
  }
  if (answer !== 'ok')
    throw new NacreError('invalid-input', `${path} is damaged: ${String(answer)}. Use another backup.`)
}
