import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { watchFiles } from '#ingest/load/watch-files.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

it('tells of documents that are added, changed and removed, and of nothing else', async () => {
  const folder = temporaryFolder()
  const path = (name: string): string => join(folder, name)
  writeFileSync(path('a.md'), 'A')
  const controller = new AbortController()
  const changes = watchFiles([folder], { signal: controller.signal })
  expect((await changes.next()).value).toEqual({ changed: [folder], removed: [] })

  for (const name of ['.hidden.md', '_draft.md', 'b.png']) writeFileSync(path(name), 'x')
  mkdirSync(path('node_modules'))
  writeFileSync(path('node_modules/readme.md'), 'x')
  mkdirSync(path('sub'))
  writeFileSync(path('sub/b.md'), 'B')
  expect((await changes.next()).value).toEqual({ changed: [path('sub/b.md')], removed: [] })
  writeFileSync(path('a.md'), 'A, changed')
  expect((await changes.next()).value).toEqual({ changed: [path('a.md')], removed: [] })
  rmSync(path('a.md'))
  expect((await changes.next()).value).toEqual({ changed: [], removed: [path('a.md')] })

  const end = changes.next()
  controller.abort()
  expect(await end).toEqual({ done: true, value: undefined })
})
