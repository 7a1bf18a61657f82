import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { containers, exportDataset } from '#agents/pairs/export/export-dataset.ts'
import { pairFormats, type PairFormat } from '#agents/pairs/export/pair-formats.ts'
import type { PreferencePair } from '#core/pair.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { makeRecords } from '#test/make-records.ts'

/**
 * Reads every exported format back with the Python package `datasets`, as trainers do: `node test/bench/exports.ts PYTHON`,
 * where PYTHON has it (python3 -m venv V; V/bin/pip install datasets). Ends with status 1 where a row is not what was written.
 */
const python = process.argv[2] ?? 'python3'
const reader = `
import json, sys
from datasets import load_dataset
rows = load_dataset(sys.argv[1], split="train")
json.dump({"features": str(rows.features), "rows": [dict(row) for row in rows]}, sys.stdout)
`
const { pair } = makeRecords([makeKnowledge({ seed: 1 })])
const pairs: readonly PreferencePair[] = Array.from({ length: 5 }, (_, index) => ({
  ...pair,
  id: `pair_${index}`,
  rejected: `Number ${index} – 5 µm, “quoted”\nsecond line.`,
}))
const folder = mkdtempSync(join(tmpdir(), 'nacre-exports-'))
try {
  writeFileSync(join(folder, 'read.py'), reader)
  for (const format of Object.keys(pairFormats) as PairFormat[]) {
    for (const container of containers) {
      const path = join(folder, `${format}-${container}`)
      const { paths } = await exportDataset(pairs, path, { format, container, pairsOfFile: 2 })
      const told = execFileSync(python, [join(folder, 'read.py'), path], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, HF_HOME: join(folder, 'cache'), HF_DATASETS_OFFLINE: '1' },
      })
      const { rows, features } = JSON.parse(told) as { rows: object[]; features: string }
      const expected = pairs.flatMap((each) => pairFormats[format](each) as readonly object[])
      const isSame = sorted(rows) === sorted(expected)
      console.log(
        `${isSame ? 'equal' : 'DIFFERENT'}  ${format} ${container}, ${paths.length} files, ${rows.length} rows: ${features}`,
      )
      if (!isSame) process.exitCode = 1
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Readers may give rows and keys in another order. */
function sorted(rows: readonly object[]): string {
  return JSON.stringify(rows.map((row) => JSON.stringify(sortKeys(row))).toSorted())
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  )
}
