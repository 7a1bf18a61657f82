import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { NacreError } from '#core/errors.ts'

const failedSource = z.object({
  /** As in messages: a path, `path#line`, an address, or a search. */
  source: z.string(),
  /** What to read again: an absolute path, an address, or a search. */
  from: z.string(),
  code: z.string(),
  message: z.string(),
  failedAt: z.string(),
  tags: z.array(z.string()).optional(),
})

/** A source that could not be read, and why, so that it can be tried again. */
export type FailedSource = z.infer<typeof failedSource>

/** The failures that are on record in a file, by source; none where there is no file. Errors: `invalid-input` for a file of another form. */
export async function readFailedSources(path: string): Promise<readonly FailedSource[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]'
    throw error
  })
  try {
    return z.array(failedSource).parse(JSON.parse(text))
  } catch (cause) {
    throw new NacreError('invalid-input', `Expected a record of failures in ${path}; it is damaged. Delete the file.`, {
      cause,
    })
  }
}

/**
 * Brings the record up to date after a run: what could be read goes, also lines of a file that was read whole; what
 * failed is added. The file is replaced at once, never half written. One writer at a time.
 */
export async function recordFailedSources(
  path: string,
  {
    failed,
    wasRead,
  }: { readonly failed: readonly FailedSource[]; readonly wasRead: (failure: FailedSource) => boolean },
): Promise<void> {
  const before = await readFailedSources(path)
  const fresh = new Map(failed.map((failure) => [failure.source, failure]))
  // A file that was tried again counts as it stands now, with all its lines.
  const tried = new Set(failed.map(({ from }) => from))
  const kept = before.filter((failure) => !tried.has(failure.from) && !wasRead(failure))
  if (kept.length === before.length && fresh.size === 0) return
  const all = [...kept, ...fresh.values()].sort((a, b) => (a.source < b.source ? -1 : 1))
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.new`, `${JSON.stringify(all, undefined, 2)}\n`)
  await rename(`${path}.new`, path)
}
