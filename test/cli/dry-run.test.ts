import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { jsonOf, runNacre } from '#test/run-nacre.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

const note = join(import.meta.dirname, '../../examples/corpus/nacre.md')

test('ingest --dry-run tells calls, tokens and price, and reads nothing', async () => {
  const data = join(temporaryFolder(), 'data')
  const words = ['--dry-run', '--extract', 'llm', '--prices', '1,2', '--data', data, '--json']
  const run = await runNacre(['ingest', note, ...words])
  expect(run.status, run.stderr).toBe(0)
  const estimate = jsonOf<Record<string, number>>(run)
  expect(estimate).toMatchObject({ event: 'estimate', documents: 1, calls: estimate.chunks })
  expect(estimate.price).toBeCloseTo((estimate.inputTokens! + 2 * estimate.outputTokens!) / 1e6, 6)
  expect(existsSync(join(data, 'vectors'))).toBe(false)
})

test('ingest --prices refuses what is no pair of prices', async () => {
  const run = await runNacre(['ingest', note, '--dry-run', '--prices', 'cheap'])
  expect(run.status).toBe(2)
  expect(run.stderr).toContain('such as 0.15,0.60')
})
