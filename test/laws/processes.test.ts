import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dumpDataFolder } from '#test/dump-data-folder.ts'
import { runNacre } from '#test/run-nacre.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { writeOverlappingCorpus } from './write-overlapping-corpus.ts'

test('four processes that read overlapping documents into one data folder double nothing', async () => {
  const home = temporaryFolder()
  const { parts, all } = writeOverlappingCorpus(join(home, 'texts'))
  const ingest = (files: readonly string[], data: string) =>
    runNacre(['ingest', ...files, '--data', join(home, data), '--json'])
  expect((await ingest(all, 'one')).status).toBe(0)
  const runs = await Promise.all(parts.map((files) => ingest(files, 'four')))
  for (const run of runs) expect(run.status, run.stderr).toBe(0)
  const lines = await dumpDataFolder(join(home, 'four'))
  expect(lines).toEqual(await dumpDataFolder(join(home, 'one')))
  expect(lines.filter((line) => line.startsWith('["merge"')).length).toBeGreaterThan(2)
})
