import { open, rename, rm } from 'node:fs/promises'
import { NacreError, throwIfCancelled } from '#core/errors.ts'
import type { PreferencePair } from '#core/pair.ts'
import { unknownLicense } from './build-pair.ts'
import { hasControlToken } from './examine-pair.ts'

export interface ExportSummary {
  readonly written: number
  /** Pairs left out, by reason. */
  readonly refused: Readonly<Record<string, number>>
}

/**
 * Writes pairs as JSON Lines in TRL's conversational preference format: `prompt`, `chosen`, `rejected`, each a list of
 * messages, and the pair's `id`. Streams; the file appears whole or not at all. Left out, and counted: pairs in which a
 * control token other than our markers survives, and pairs from documents of unknown licence unless `allowUnknownLicense`.
 * Errors: `unavailable` (the file cannot be written), `cancelled`.
 */
export async function exportTrl(
  pairs: AsyncIterable<PreferencePair>,
  path: string,
  options: { allowUnknownLicense?: boolean; signal?: AbortSignal } = {},
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
        await file.write(`${JSON.stringify(toTrl(pair))}\n`)
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

function refusalOf(pair: PreferencePair, allowUnknownLicense: boolean): string | undefined {
  if ([pair.prompt, pair.chosen, pair.rejected].some(hasControlToken)) return 'a control token is left'
  if (!allowUnknownLicense && pair.provenance.licenses.includes(unknownLicense)) return 'unknown licence'
  return undefined
}

function toTrl(pair: PreferencePair) {
  return {
    id: pair.id,
    prompt: [{ role: 'user', content: pair.prompt }],
    chosen: [{ role: 'assistant', content: pair.chosen }],
    rejected: [{ role: 'assistant', content: pair.rejected }],
  }
}
