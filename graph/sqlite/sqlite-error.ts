import { NacreError } from '#core/errors.ts'

/** The result codes of SQLite that a user can do something about (sqlite.org/rescode.html), by their low byte. */
const codes: Readonly<Record<number, (path: string) => NacreError>> = {
  5: (path) =>
    new NacreError('unavailable', `${path} is being written by another process. Try again when it is done.`, {
      isRetryable: true,
    }),
  8: (path) =>
    new NacreError('unavailable', `${path} cannot be written. Check the permissions of the file and its folder.`),
  10: (path) => new NacreError('unavailable', `${path} could not be read or written by the disk. Check the disk.`),
  11: (path) => damaged(path, 'is damaged'),
  13: (path) =>
    new NacreError(
      'unavailable',
      `The disk of ${path} is full; nothing was half written. Free some space and run it again.`,
    ),
  14: (path) =>
    new NacreError(
      'unavailable',
      `${path} cannot be opened. Check that its folder exists and that you may write there.`,
    ),
  26: (path) => damaged(path, 'is not a database'),
}

/** What the file system says when the folder of the database cannot be made. */
const folderErrors = new Set(['EACCES', 'EEXIST', 'ENOTDIR', 'EPERM', 'EROFS'])
const cannotOpen = 14

/** An error of SQLite or its folder in plain words where it is the world's fault; anything else is handed back as it is. */
export function toSqliteError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  const code = folderErrors.has(String(error.code)) ? cannotOpen : 'errcode' in error ? Number(error.errcode) & 0xff : 0
  const translate = codes[code]
  if (translate === undefined) return error
  const translated = translate(path)
  translated.cause = error
  return translated
}

function damaged(path: string, how: string): NacreError {
  return new NacreError(
    'invalid-input',
    `${path} ${how}. Expected a graph of Nacre; put a backup in its place, or move it away and read the corpus again with "nacre ingest".`,
  )
}
