import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportDataset } from '#agents/pairs/export/export-dataset.ts'
import type { PreferencePair } from '#core/pair.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { makeRecords } from '#test/make-records.ts'

/**
 * Reads exported pairs with the code of TRL, Axolotl and LLaMA-Factory themselves, and the configurations of
 * docs/guides/training.md with their schemas: `node test/bench/exports-in-trainers.ts PYTHON`, where PYTHON has torch (no GPU)
 * and datasets, trl, axolotl and llamafactory (the last two with --no-deps). Ends with status 1 where one reads something
 * else than was written.
 */
const python = process.argv[2] ?? 'python3'
const { pair } = makeRecords([makeKnowledge({ seed: 1 })])
const pairs: readonly PreferencePair[] = Array.from({ length: 3 }, (_, index) => ({
  ...pair,
  id: `pair_${index}`,
  chosen: '<|thinking|>\nTopic: nacre\n<|/thinking|>\nCracks follow the sheets.',
  rejected: `Number ${index} – 5 µm, “quoted”\nsecond line.`,
}))
const folder = mkdtempSync(join(tmpdir(), 'nacre-trainers-'))
try {
  for (const format of ['trl', 'axolotl', 'llama-factory'] as const) {
    mkdirSync(join(folder, format))
    await exportDataset(pairs, join(folder, format, 'pairs.jsonl'), { format })
  }
  const expected = pairs.map(({ prompt, chosen, rejected }) => ({ prompt, chosen, rejected }))
  writeFileSync(join(folder, 'expected.json'), JSON.stringify(expected))
  const guide = readFileSync(join(import.meta.dirname, '../../docs/guides/training.md'), 'utf8')
  const [axolotl = '', llamaFactory = ''] = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text)
  writeFileSync(join(folder, 'axolotl.yaml'), axolotl)
  writeFileSync(join(folder, 'llama-factory.yaml'), llamaFactory)
  execFileSync(python, [join(import.meta.dirname, 'exports-in-trainers.py'), folder], {
    stdio: 'inherit',
    env: { ...process.env, HF_HOME: join(folder, 'cache') },
  })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
