import { basename } from 'node:path'
import { watch } from 'chokidar'
import { NacreError } from '#core/errors.ts'
import { formatOfPath } from './document-formats.ts'

/** What happened to documents since the last look. */
export interface FileChanges {
  /** Files that are new or changed, sorted; first of all the paths that are watched. */
  readonly changed: readonly string[]
  readonly removed: readonly string[]
}

/** A file that grows is read when it has kept its size so long. */
const stabilityThreshold = 300

/**
 * The paths themselves as soon as they are watched, then each change in them, gathered while the reader is busy, until the
 * signal fires. Names are left out as `findSources` leaves them out. Errors: `unavailable` where the system cannot watch.
 */
export async function* watchFiles(
  paths: readonly string[],
  { signal }: { readonly signal: AbortSignal },
): AsyncGenerator<FileChanges> {
  const changed = new Set<string>()
  const removed = new Set<string>()
  const state: { isReady: boolean; failure?: Error; wake?: () => void } = { isReady: false }
  const wake = (): void => state.wake?.()
  const watcher = watch([...paths], {
    ignored: (path, stats) => isLeftOut(path, paths) || (stats?.isFile() === true && formatOfPath(path) === undefined),
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold, pollInterval: 50 },
  })
  const note = (to: Set<string>, from: Set<string>) => (path: string) => {
    from.delete(path)
    to.add(path)
    wake()
  }
  watcher
    .on('add', note(changed, removed))
    .on('change', note(changed, removed))
    .on('unlink', note(removed, changed))
    .on('error', (error) => {
      state.failure = error instanceof Error ? error : new Error('the system gives no reason')
      wake()
    })
    .on('ready', () => {
      state.isReady = true
      wake()
    })
  signal.addEventListener('abort', wake, { once: true })
  const waitFor = async (isDone: () => boolean): Promise<boolean> => {
    while (!signal.aborted && state.failure === undefined && !isDone()) {
      await new Promise<void>((resolve) => (state.wake = resolve))
    }
    if (state.failure === undefined) return !signal.aborted
    throw new NacreError(
      'unavailable',
      `Expected to watch ${paths.join(', ')}; got: ${state.failure.message}. Watch fewer files.`,
      { cause: state.failure },
    )
  }
  try {
    if (!(await waitFor(() => state.isReady))) return
    yield { changed: paths, removed: [] }
    while (await waitFor(() => changed.size + removed.size > 0)) {
      const look = { changed: [...changed].sort(), removed: [...removed].sort() }
      changed.clear()
      removed.clear()
      yield look
    }
  } finally {
    signal.removeEventListener('abort', wake)
    await watcher.close()
  }
}

function isLeftOut(path: string, roots: readonly string[]): boolean {
  const name = basename(path)
  return !roots.includes(path) && (/^[._]/.test(name) || name === 'node_modules')
}
