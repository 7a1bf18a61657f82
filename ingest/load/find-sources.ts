import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import { NacreError } from '#core/errors.ts'
import { formatOfPath, supportedEndings } from './document-formats.ts'
import type { LoadFailure } from './load-result.ts'
import { sourceKind } from './source-kind.ts'

/** What paths and globs stand for. */
export interface Sources {
  /** Files, addresses and arXiv searches to read, sorted, each once. */
  readonly files: readonly string[]
  /** Files of folders and globs that were left out because their ending is not read. */
  readonly ignored: number
  /** Paths that stand for nothing that can be read. */
  readonly failed: readonly LoadFailure[]
}

/** Hidden names, names that start with `_` and installed packages are no documents. */
const leftOut = ['**/_*', '**/_*/**', '**/node_modules/**']

/**
 * Finds the documents that paths and globs stand for; folders are searched with all their subfolders, addresses and
 * searches of arXiv are left as they are. A path without a
 * document is a failure beside the others; where nothing at all is left to read, that failure is thrown.
 * Errors: `not-found`, `invalid-input`.
 */
export async function findSources(patterns: readonly string[], options: { cwd?: string } = {}): Promise<Sources> {
  const cwd = options.cwd ?? process.cwd()
  const files = new Map<string, string>()
  const failed: LoadFailure[] = []
  let ignored = 0
  for (const pattern of patterns) {
    if (sourceKind(pattern) !== 'path') {
      files.set(pattern, pattern)
      continue
    }
    const found = await findOne(pattern, cwd)
    if ('ok' in found) failed.push(found)
    else {
      for (const file of found.files) if (!files.has(resolve(cwd, file))) files.set(resolve(cwd, file), file)
      ignored += found.ignored
    }
  }
  const [first] = failed
  if (files.size === 0) {
    if (first === undefined)
      throw new NacreError('invalid-input', 'Expected a path to read; got none. Name a file, a folder or a glob.')
    throw new NacreError(first.code, failed.map(({ message }) => message).join(' '))
  }
  return { files: [...files.values()].sort(), ignored, failed }
}

async function findOne(
  pattern: string,
  cwd: string,
): Promise<{ files: readonly string[]; ignored: number } | LoadFailure> {
  const failure = (code: LoadFailure['code'], message: string): LoadFailure => ({
    ok: false,
    source: pattern,
    code,
    message,
  })
  const entry = await stat(resolve(cwd, pattern)).catch(() => undefined)
  if (entry?.isFile()) {
    if (formatOfPath(pattern) !== undefined) return { files: [pattern], ignored: 0 }
    return failure(
      'invalid-input',
      `Expected a document (${supportedEndings}); got ${pattern}. Convert it to one of these formats.`,
    )
  }
  if (entry !== undefined && !entry.isDirectory()) {
    return failure('invalid-input', `Expected a file or a folder; ${pattern} is neither. Name another path.`)
  }
  if (entry === undefined && !isDynamicPattern(pattern)) {
    return failure(
      'not-found',
      `Expected a file or a folder at ${pattern}; there is none. Check the path (relative paths start at ${cwd}).`,
    )
  }
  const names =
    entry === undefined
      ? await glob(pattern, { cwd, ignore: leftOut, expandDirectories: false })
      : (await glob('**/*', { cwd: resolve(cwd, pattern), ignore: leftOut, expandDirectories: false })).map((name) =>
          join(pattern, name),
        )
  const files = names.filter((name) => formatOfPath(name) !== undefined)
  if (files.length > 0) return { files, ignored: names.length - files.length }
  return failure(
    'not-found',
    `Expected documents (${supportedEndings}) ${entry === undefined ? 'that match' : 'in'} ${pattern}; found none` +
      `${names.length === 0 ? '' : ` among ${names.length} files`}. Names that start with "." or "_" are left out.`,
  )
}
