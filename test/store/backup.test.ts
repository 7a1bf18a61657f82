import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { openApp } from '#src/app.ts'
import { backUpStore } from '#src/back-up-store.ts'
import { readConfig } from '#src/config.ts'
import { restoreStore } from '#src/restore-store.ts'
import { dumpDataFolder } from '#test/dump-data-folder.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { jsonOf, runNacre } from '#test/run-nacre.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

const configOf = (data: string) => readConfig({ data }, { ...process.env, NACRE_OFFLINE: 'true' })

describe('backup and restore', () => {
  const home = mkdtempSync(join(tmpdir(), 'nacre-backup-'))
  const data = join(home, 'data')
  const backup = join(home, 'backup')
  let expected: readonly string[] = []

  beforeAll(async () => {
    const texts = join(home, 'texts')
    mkdirSync(texts)
    writeFileSync(
      join(texts, 'a.md'),
      '# Nacre\n\nNacre contains aragonite. Alumina (Al2O3) is a ceramic. Al2O3 is hard.\n',
    )
    writeFileSync(
      join(texts, 'b.md'),
      '# Steel\n\nThe hardness of martensite is 8 GPa. Alumina increases the hardness.\n',
    )
    const run = await runNacre(['ingest', texts, '--data', data, '--json'])
    expect(run.status, run.stderr).toBe(0)
    writeFileSync(join(data, 'failures.json'), '[]\n')
    expected = await dumpDataFolder(data)
    const made = await runNacre(['store', 'backup', backup, '--data', data, '--json'])
    expect(jsonOf(made), made.stderr).toMatchObject({ documents: 2, chunks: 2, vectors: 2 })
  })
  afterAll(() => rmSync(home, { recursive: true, force: true }))

  it('brings back the same graph and vectors', async () => {
    const target = join(temporaryFolder(), 'restored')
    const run = await runNacre(['store', 'restore', backup, '--data', target, '--json'])
    expect(jsonOf(run), run.stderr).toEqual({ documents: 2, chunks: 2, embedded: 0 })
    expect(await dumpDataFolder(target)).toEqual(expected)
    expect(await dumpDataFolder(data)).toEqual(expected)
    expect(readFileSync(join(target, 'failures.json'), 'utf8')).toBe('[]\n')
  })

  it('refuses a data folder that is not empty, and replaces it when told to', async () => {
    const target = join(temporaryFolder(), 'full')
    const { openSqliteGraphStore } = await import('#graph/sqlite/sqlite-graph-store.ts')
    const graph = openSqliteGraphStore(join(target, 'graph.sqlite'))
    await graph.putDocument(makeKnowledge({ seed: 1 }))
    await graph.close()
    const before = readdirSync(target).sort()
    const refused = restoreStore(backup, configOf(target), { isForced: false })
    await expect(refused).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('--force') })
    expect(
      readdirSync(target)
        .filter((name) => !name.startsWith('write-lock'))
        .sort(),
    ).toEqual(before)
    await restoreStore(backup, configOf(target), { isForced: true })
    expect(await dumpDataFolder(target)).toEqual(expected)
    expect(readdirSync(dirname(target))).toEqual(['full'])
  })

  it.each([
    ['a changed file', (copy: string) => appendFileSync(join(copy, 'graph.sqlite'), 'x'), 'invalid-input'],
    ['a missing file', (copy: string) => rmSync(join(copy, 'graph.sqlite')), 'invalid-input'],
    ['no list of its files', (copy: string) => rmSync(join(copy, 'backup.json')), 'not-found'],
    ['a list that cannot be read', (copy: string) => writeFileSync(join(copy, 'backup.json'), '{'), 'invalid-input'],
  ])('refuses a backup with %s, and leaves nothing behind', async (_what, spoil, code) => {
    const { cpSync } = await import('node:fs')
    const place = temporaryFolder()
    const copy = join(place, 'copy')
    cpSync(backup, copy, { recursive: true })
    spoil(copy)
    const target = join(place, 'target')
    await expect(restoreStore(copy, configOf(target), { isForced: false })).rejects.toMatchObject({ code })
    expect(existsSync(target)).toBe(false)
    expect(readdirSync(place)).toEqual(['copy'])
  })

  it('refuses to write over a folder that is there', async () => {
    const app = openApp(configOf(data))
    await expect(backUpStore(app, backup)).rejects.toMatchObject({ code: 'conflict' })
    await app.close()
  })

  it('is whole while documents come and go', async () => {
    const live = join(temporaryFolder(), 'live')
    await restoreStore(backup, configOf(live), { isForced: false })
    const app = openApp(configOf(live))
    const graph = await app.graph()
    const vectors = await app.vectors()
    const embedder = await app.embedder()
    const added = [11, 12, 13].map((seed) => makeKnowledge({ seed, chunks: 2, sentences: 2 }))
    const write = async (): Promise<void> => {
      for (const knowledge of added) {
        const embedded = await embedder.embed(knowledge.chunks.map(({ text }) => text))
        await vectors.upsert(knowledge.chunks.map((chunk, at) => ({ ...chunk, vector: embedded[at]! })))
        await graph.putDocument(knowledge)
      }
    }
    const target = join(dirname(live), 'copy')
    await Promise.all([write(), backUpStore(app, target)])
    await app.close()
    const again = join(dirname(live), 'again')
    await restoreStore(target, configOf(again), { isForced: false })
    const lines = await dumpDataFolder(again)
    expect(lines.filter((line) => line.startsWith('problem'))).toEqual([])
    expect(lines.length).toBeGreaterThanOrEqual(expected.length)
  })
})
