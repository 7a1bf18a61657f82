import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { measurePairs } from '#agents/pairs/quality/measure-pairs.ts'
import { NacreError } from '#core/errors.ts'
import type { PairOrigin, PreferencePair } from '#core/pair.ts'
import { exportPairs, type ExportSummary } from './export-pairs.ts'
import type { PairFormat } from './pair-formats.ts'
import { refusalOf } from './refusal-of.ts'
import { writeDatasetCard } from './write-dataset-card.ts'
import { writeDatasetInfo } from './write-dataset-info.ts'

export const containers = ['jsonl', 'parquet'] as const
export type Container = (typeof containers)[number]

export interface DatasetOptions {
  readonly format: PairFormat
  readonly allowUnknownLicense?: boolean
  /** Of the files in a folder; JSON Lines where not said. */
  readonly container?: Container
  /** Pairs in a file of a folder, 10,000 where not said. */
  readonly pairsOfFile?: number
  /** Told on the card. */
  readonly origin?: PairOrigin
  readonly signal?: AbortSignal | undefined
}

export interface DatasetSummary extends ExportSummary {
  /** The files with the rows. */
  readonly paths: readonly string[]
  /** Files written beside them. */
  readonly beside: readonly string[]
}

/**
 * Writes pairs for training. `path` is a file (`….jsonl`, `….parquet`), or a folder as data-set hubs expect it: the rows
 * under `data/train-00000-of-0000N` and a card, `README.md`, with the quality of the pairs. For LLaMA-Factory its
 * `dataset_info.json` is written too. Errors: those of `exportPairs`; `unavailable` (the folder cannot be made).
 */
export async function exportDataset(
  pairs: readonly PreferencePair[],
  path: string,
  options: DatasetOptions,
): Promise<DatasetSummary> {
  const { format, allowUnknownLicense = false, container = 'jsonl', signal } = options
  // LLaMA-Factory names one file of a data set.
  const pairsOfFile = format === 'llama-factory' ? pairs.length + 1 : (options.pairsOfFile ?? 10_000)
  const isFit = (pair: PreferencePair): boolean => refusalOf(pair, allowUnknownLicense) === undefined
  const write = { format, allowUnknownLicense, ...(signal !== undefined && { signal }) }
  const beside: string[] = []
  if (/\.(?:jsonl|parquet)$/.test(path)) {
    const summary = await exportPairs(pairs, path, write)
    if (format === 'llama-factory') beside.push(await writeDatasetInfo(path))
    return { paths: [path], beside, ...summary }
  }

  const folder = join(path, 'data')
  await makeFolder(folder)
  const fit = pairs.filter((pair) => isFit(pair))
  const files = Math.max(1, Math.ceil(fit.length / pairsOfFile))
  const paths: string[] = []
  for (let index = 0; index < files; index += 1) {
    const file = join(folder, `train-${number(index)}-of-${number(files)}.${container}`)
    await exportPairs(fit.slice(index * pairsOfFile, (index + 1) * pairsOfFile), file, write)
    paths.push(file)
  }
  await removeOthers(folder, paths)
  if (format === 'llama-factory') beside.push(await writeDatasetInfo(paths[0]!))
  const refused: Record<string, number> = {}
  for (const pair of pairs) {
    const reason = refusalOf(pair, allowUnknownLicense)
    if (reason !== undefined) refused[reason] = (refused[reason] ?? 0) + 1
  }
  const summary = { written: fit.length, refused }
  const card = join(path, 'README.md')
  const temporary = `${card}.writing-${process.pid}`
  await writeFile(temporary, writeDatasetCard({ format, container, ...summary }, measurePairs(fit, options.origin)))
  await rename(temporary, card)
  return { paths, beside: [...beside, card], ...summary }
}

function number(value: number): string {
  return String(value).padStart(5, '0')
}

/** Files of an export before this one, which may have been of another number: a reader takes all that are there. */
async function removeOthers(folder: string, paths: readonly string[]): Promise<void> {
  for (const name of await readdir(folder)) {
    const isOld = /^train-\d{5}-of-\d{5}\.(?:jsonl|parquet)$/.test(name) && !paths.includes(join(folder, name))
    if (isOld) await rm(join(folder, name))
  }
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
