import { open, rename, rm } from 'node:fs/promises'
import { NacreError, throwIfCancelled } from '#core/errors.ts'
import type { PreferencePair } from '#core/pair.ts'
import { pairFormats, type PairFormat } from './pair-formats.ts'
import { refusalOf } from './refusal-of.ts'

export interface ExportSummary {
  readonly written: number
  /** Pairs left out, by reason. */
  readonly refused: Readonly<Record<string, number>>
}

/**
 * Writes pairs as JSON Lines in the format of a trainer. Streams; the file appears whole or not at all. Left out, and counted: pairs in which a
 * control token other than our markers survives, and pairs from documents of unknown licence unless `allowUnknownLicense`.
 * Errors: `unavailable` (the file cannot be written), `cancelled`.
 */
export async function exportPairs(
  pairs: AsyncIterable<PreferencePair> | Iterable<PreferencePair>,
  path: string,
  options: { format: PairFormat; allowUnknownLicense?: boolean; signal?: AbortSignal },
): Promise<ExportSummary> {
  const temporary = `${path}.writing-${process.pid}`
  const refused: Record<string, number> = {}
  let written = 0
  const file = await open(temporary, 'w').catch((cause: unknown) => {
    throw new NacreError(
      'unavailable',
      `Cannot write ${path}: ${cause instanceof Error ? cause.message : ''} Give another file: -o FILE`,
      { cause },
    )
  })
  try {
    for await (const pair of pairs) {
      throwIfCancelled(options.signal)
      const reason = refusalOf(pair, options.allowUnknownLicense ?? false)
      if (reason === undefined) {
        for (const row of pairFormats[options.format](pair)) await file.write(`${JSON.stringify(row)}\n`)
        written += 1
      } else {
        refused[reason] = (refused[reason] ?? 0) + 1
      }
    }
    await file.close()
    await rename(temporary, path)
    return { written, refused }
  } finally {
    await file.close()
    await rm(temporary, { force: true })
  }
}
