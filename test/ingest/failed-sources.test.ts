import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readFailedSources, recordFailedSources } from '#ingest/failed-sources.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

const failure = (source: string, from = `/in/${source}`) => ({
  source,
  from,
  code: 'invalid-input',
  message: `Expected text in ${source}.`,
  failedAt: '2026-01-02T03:04:05.000Z',
})

it('keeps what failed until it is read, each source once, by name', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'data/failures.json')
  expect(await readFailedSources(path)).toEqual([])
  await recordFailedSources(path, { failed: [failure('b'), failure('a'), failure('c')], wasRead: () => false })
  const again = { ...failure('./c', '/in/c'), message: 'Still.', tags: ['x'] }
  await recordFailedSources(path, { failed: [again], wasRead: ({ from }) => from === '/in/b' })
  expect(await readFailedSources(path)).toEqual([again, failure('a')])
  expect(readdirSync(join(folder, 'data'))).toEqual(['failures.json'])
})

it('says what to do with a record that is damaged', async () => {
  const path = join(temporaryFolder(), 'failures.json')
  writeFileSync(path, '[{"source":')
  await expect(readFailedSources(path)).rejects.toThrow(/it is damaged\. Delete the file/)
})
