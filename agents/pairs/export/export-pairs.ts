import { open, rename, rm } from 'node:fs/promises'
import { NacreError, throwIfCancelled } from '#core/errors.ts'
import type { PreferencePair } from '#core/pair.ts'
import { pairFormats, type PairFormat } from './pair-formats.ts'
import { refusalOf } from './refusal-of.ts'
import { writeParquet } from './write-parquet.ts'

export interface ExportSummary {
  readonly written: number
  /** Pairs left out, by reason. */
  readonly refused: Readonly<Record<string, number>>
}

/**
 * Writes pairs in the format of a trainer, as Parquet where the path ends so, else as JSON Lines. Streams; the file appears
 * whole or not at all. Left out, and counted, is what `refusalOf` names. Errors: `unavailable` (the file cannot be written),
 * `invalid-input` (no pair is left for a Parquet file), `cancelled`.
 */
export async function exportPairs(
  pairs: AsyncIterable<PreferencePair> | Iterable<PreferencePair>,
  path: string,
  options: { format: PairFormat; allowUnknownLicense?: boolean; signal?: AbortSignal },
): Promise<ExportSummary> {
  const temporary = `${path}.writing-${process.pid}`
  const refused: Record<string, number> = {}
  let written = 0
  try {
    await (path.endsWith('.parquet') ? writeColumns() : writeLines())
    await rename(temporary, path)
    return { written, refused }
  } catch (error) {
    throw toPlainError(error, path)
  } finally {
    await rm(temporary, { force: true })
  }

  async function* rows(): AsyncGenerator<object> {
    for await (const pair of pairs) {
      throwIfCancelled(options.signal)
      const reason = refusalOf(pair, options.allowUnknownLicense ?? false)
      if (reason === undefined) {
        yield* pairFormats[options.format](pair)
        written += 1
      } else {
        refused[reason] = (refused[reason] ?? 0) + 1
      }
    }
  }

  async function writeLines(): Promise<void> {
    const file = await open(temporary, 'w')
    try {
      for await (const row of rows()) await file.write(`${JSON.stringify(row)}\n`)
    } finally {
      await file.close()
    }
  }

  async function writeColumns(): Promise<void> {
    const all = rows()
    const first = await all.next()
    if (first.done === true) {
      throw new NacreError(
        'invalid-input',
        'No pair is left to write, and a Parquet file without rows has no columns. "nacre pairs lint" says why.',
      )
    }
    const sample = first.value
    await writeParquet(
      (async function* () {
        yield sample
        yield* all
      })(),
      sample,
      temporary,
    )
  }
}

/** What the file system says, in plain words; anything else as it is. */
function toPlainError(error: unknown, path: string): unknown {
  if (error instanceof NacreError || !(error instanceof Error) || !('code' in error)) return error
  if (error.code === 'ENOSPC') {
    return new NacreError(
      'unavailable',
      `The disk of ${path} is full; nothing was half written. Free some space and run it again.`,
      {
        cause: error,
      },
    )
  }
  return new NacreError('unavailable', `Cannot write ${path}: ${error.message} Give another place with -o.`, {
    cause: error,
  })
}
