import type { Container, DatasetSummary } from '#agents/pairs/export/export-dataset.ts'
import type { PairFormat } from '#agents/pairs/export/pair-formats.ts'
import { NacreError } from '#core/errors.ts'
import { listAll } from '#graph/list-all.ts'
import type { App } from './app.ts'

export interface DatasetWishes {
  /** The trainer that reads it; `trl` where not said. */
  readonly format?: PairFormat
  /** Of the files in a folder; JSON Lines where not said. */
  readonly container?: Container
  /** Pairs in a file of a folder; 10,000 where not said. */
  readonly pairsOfFile?: number
  /** Pairs from documents that name no licence, too. */
  readonly allowUnknownLicense?: boolean
  readonly signal?: AbortSignal
}

/** Writes the app's pairs for training to a file (`….jsonl`, `….parquet`) or a folder with a card: see `exportDataset`. Errors: `not-found` (there are no pairs). */
export async function writeDataset(
  app: App,
  path: string,
  { format = 'trl', allowUnknownLicense = false, ...options }: DatasetWishes = {},
): Promise<DatasetSummary> {
  const { exportDataset } = await import('#agents/pairs/export/export-dataset.ts')
  const { refusalOf } = await import('#agents/pairs/export/refusal-of.ts')
  const { measureOrigin } = await import('#agents/pairs/quality/measure-origin.ts')
  const graph = await app.graph()
  const pairs = await Array.fromAsync(listAll(graph, 'pair'))
  if (pairs.length === 0) {
    throw new NacreError(
      'not-found',
      'There are no pairs to write. Make some with "nacre tasks generate" and "nacre pairs build".',
    )
  }
  const written = pairs.filter((pair) => refusalOf(pair, allowUnknownLicense) === undefined)
  const origin = await measureOrigin(written, graph)
  return exportDataset(pairs, path, { format, allowUnknownLicense, origin, ...options })
}
