import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { measurePairs } from '#agents/pairs/quality/measure-pairs.ts'
import { NacreError } from '#core/errors.ts'
import type { PreferencePair } from '#core/pair.ts'
import { exportPairs, type ExportSummary } from './export-pairs.ts'
import type { PairFormat } from './pair-formats.ts'
import { refusalOf } from './refusal-of.ts'
import { writeDatasetCard } from './write-dataset-card.ts'
import { writeDatasetInfo } from './write-dataset-info.ts'

export interface DatasetSummary extends ExportSummary {
  /** The file with the rows. */
  readonly path: string
  /** Files written beside it. */
  readonly beside: readonly string[]
}

/**
 * Writes pairs for training. `path` is a file (`….jsonl`), or a folder as data-set hubs expect it: the rows under `data/`
 * and a card, `README.md`, with the quality of the pairs. For LLaMA-Factory its `dataset_info.json` is written too.
 * Errors: those of `exportPairs`; `unavailable` (the folder cannot be made).
 */
export async function exportDataset(
  pairs: readonly PreferencePair[],
  path: string,
  options: { format: PairFormat; allowUnknownLicense?: boolean; signal?: AbortSignal },
): Promise<DatasetSummary> {
  const isFile = path.endsWith('.jsonl')
  if (!isFile) await makeFolder(join(path, 'data'))
  const dataPath = isFile ? path : join(path, 'data/train-00000-of-00001.jsonl')
  const summary = await exportPairs(pairs, dataPath, options)
  const beside: string[] = []
  if (options.format === 'llama-factory') beside.push(await writeDatasetInfo(dataPath))
  if (!isFile) {
    const card = join(path, 'README.md')
    const temporary = `${card}.writing-${process.pid}`
    const written = pairs.filter((pair) => refusalOf(pair, options.allowUnknownLicense ?? false) === undefined)
    await writeFile(temporary, writeDatasetCard({ ...options, ...summary }, measurePairs(written)))
    await rename(temporary, card)
    beside.push(card)
  }
  return { path: dataPath, beside, ...summary }
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((cause: unknown) => {
    throw new NacreError(
      'unavailable',
      `Cannot make the folder ${path}: ${cause instanceof Error ? cause.message : ''} Give another place: -o FOLDER`,
      { cause },
    )
  })
}
