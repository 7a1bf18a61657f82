import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import { describeGraphStore } from '#test/contract/graph-store.ts'
import { dumpOf } from '#test/dump-of.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { writeKnowledge } from '#test/write-knowledge.ts'

const folder = mkdtempSync(join(tmpdir(), 'nacre-sqlite-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
const newPath = (): string => join(folder, `${(files += 1)}.sqlite`)
let lastPath = ''
/** Takes a database back to before there were merges. */
const withoutMerges = `DROP TABLE merges; DROP TABLE definitions; DROP TABLE undone_merges; DROP INDEX entities_by_join_key;
  ALTER TABLE entities DROP COLUMN join_key;`

describeGraphStore(
  'SQLite graph store',
  {
    openEmpty: async () => openSqliteGraphStore((lastPath = newPath())),
    reopen: async () => openSqliteGraphStore(lastPath),
  },
  { runs: 25 },
)

describe('SQLite graph store: the file', () => {
  it('makes the folder it stands in', async () => {
    const store = openSqliteGraphStore(join(folder, 'new', 'deep', 'graph.sqlite'))
    expect((await store.stats()).documents).toBe(0)
    await store.close()
  })

  it('refuses a file that is not a database, and leaves it as it is', () => {
    const path = newPath()
    writeFileSync(path, 'not a database '.repeat(100))
    expect(() => openSqliteGraphStore(path)).toThrow(/is not a database.*nacre ingest/)
    expect(readFileSync(path, 'utf8')).toBe('not a database '.repeat(100))
  })

  it('refuses a database of something else', () => {
    const path = newPath()
    const other = new DatabaseSync(path)
    other.exec('CREATE TABLE songs (title TEXT)')
    other.close()
    expect(() => openSqliteGraphStore(path)).toThrow(/database of something else.*--data/)
  })

  it('brings a graph of the first version up to date, and keeps what it holds', async () => {
    const path = newPath()
    const { document, ...rest } = makeKnowledge({ seed: 3 })
    const { tags: _, sections: _sections, references: _references, ...plain } = document
    const store = openSqliteGraphStore(path)
    await store.putDocument({ document: plain, ...rest })
    await store.close()
    const older = new DatabaseSync(path)
    older.exec(withoutMerges)
    for (const column of ['tags', 'sections', 'citations']) older.exec(`ALTER TABLE documents DROP COLUMN ${column}`)
    older.exec('UPDATE schema SET version = 1')
    older.close()
    const upgraded = openSqliteGraphStore(path)
    expect(await upgraded.getDocument(document.id)).toEqual(plain)
    expect(await upgraded.putDocument(makeKnowledge({ seed: 6 }))).toBe('created')
    await upgraded.close()
  })

  it('refuses a graph of a newer version', async () => {
    const path = newPath()
    await openSqliteGraphStore(path).close()
    const newer = new DatabaseSync(path)
    newer.exec('UPDATE schema SET version = 99')
    newer.close()
    expect(() => openSqliteGraphStore(path)).toThrow(/newer Nacre \(format 99.*Update Nacre/)
  })

  it('brings a graph of format 2 to the present one, with its merges', async () => {
    const texts = [
      '*alumina* resembles *nacre*.',
      '*Al2O3* resembles *ZrO2*.',
      'It is *polylactide* (*PLLA=polylactide*).',
      '*PLLA* is soft.',
    ]
    const documents = texts.map((text, at) => writeKnowledge(`Text ${at}`, [text]))
    const path = newPath()
    const store = openSqliteGraphStore(path)
    for (const knowledge of documents) await store.putDocument(knowledge)
    const expected = await dumpOf(store)
    expect(await store.listMerges()).toHaveLength(2)
    await store.close()
    const older = new DatabaseSync(path)
    older.exec(withoutMerges)
    older.exec('UPDATE schema SET version = 2')
    older.close()
    const upgraded = openSqliteGraphStore(path)
    expect(await dumpOf(upgraded)).toEqual(expected)
    await upgraded.close()
  })

  it('says so when the path cannot be opened', () => {
    expect(() => openSqliteGraphStore(folder)).toThrow(/cannot be opened/)
    const path = newPath()
    writeFileSync(path, '')
    expect(() => openSqliteGraphStore(join(path, 'graph.sqlite'))).toThrow(/cannot be opened/)
  })

  it('lets others read what was there while a document is being written', async () => {
    const path = newPath()
    const store = openSqliteGraphStore(path)
    await store.putDocument(makeKnowledge({ seed: 1 }))
    const writer = new DatabaseSync(path)
    writer.exec(`BEGIN IMMEDIATE; DELETE FROM documents`)
    const reader = openSqliteGraphStore(path)
    expect(await dumpOf(reader)).toEqual(await dumpOf(store))
    expect((await reader.stats()).documents).toBe(1)
    writer.close()
    await Promise.all([reader.close(), store.close()])
  })

  it('dumps one moment, whatever is written meanwhile', async () => {
    const store = openSqliteGraphStore(newPath())
    await store.putDocument(makeKnowledge({ seed: 1 }))
    const before = await dumpOf(store)
    const lines: string[] = []
    for await (const line of store.dump()) {
      if (lines.length === 0) await store.putDocument(makeKnowledge({ seed: 2 }))
      lines.push(line)
    }
    expect(lines).toEqual(before)
    expect((await store.stats()).documents).toBe(2)
    await store.close()
  })
})
