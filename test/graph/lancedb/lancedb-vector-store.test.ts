import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openLanceDbVectorStore } from '#graph/lancedb/lancedb-vector-store.ts'
import { describeVectorStore } from '#test/contract/vector-store.ts'
import { unitVector } from '#test/unit-vector.ts'

const folder = mkdtempSync(join(tmpdir(), 'nacre-lancedb-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let folders = 0
const newFolder = (): string => join(folder, String((folders += 1)))
let last = { folder: '', embedderId: 'test', dimensions: 0 }

describeVectorStore('LanceDB vector store', {
  openEmpty: async (dimensions) => openLanceDbVectorStore((last = { ...last, folder: newFolder(), dimensions })),
  reopen: async () => openLanceDbVectorStore(last),
})

const rowsOf = (count: number, dimensions: number) =>
  Array.from({ length: count }, (_, n) => {
    return { id: `c${n}`, documentId: 'd', text: `row ${n}`, vector: unitVector(n, dimensions) }
  })

describe('LanceDB vector store: the folder', () => {
  it('refuses vectors of another embedder and says whose they are', async () => {
    const place = { folder: newFolder(), embedderId: 'local:one', dimensions: 8 }
    const store = await openLanceDbVectorStore(place)
    await store.upsert(rowsOf(1, 8))
    await store.close()
    const other = openLanceDbVectorStore({ ...place, embedderId: 'local:two' })
    await expect(other).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/"local:one".*NACRE_EMBEDDER/),
    })
  })

  it('takes another embedder while there are no vectors', async () => {
    const place = { folder: newFolder(), embedderId: 'local:one', dimensions: 8 }
    await (await openLanceDbVectorStore(place)).close()
    const other = await openLanceDbVectorStore({ ...place, embedderId: 'local:two', dimensions: 4 })
    expect(await other.count()).toBe(0)
    await other.close()
  })

  it('refuses other dimensions under the same name', async () => {
    const place = { folder: newFolder(), embedderId: 'local:one', dimensions: 8 }
    await (await openLanceDbVectorStore(place)).close()
    const other = openLanceDbVectorStore({ ...place, dimensions: 9 })
    await expect(other).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/8 dimensions.* 9/) })
  })

  it('says so when the folder cannot be used', async () => {
    const path = newFolder()
    writeFileSync(path, 'a file')
    const store = openLanceDbVectorStore({ folder: path, embedderId: 'x', dimensions: 8 })
    await expect(store).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('nacre store rebuild'),
    })
  })

  it('says so when files of the index are gone', async () => {
    const place = { folder: newFolder(), embedderId: 'x', dimensions: 8 }
    const store = await openLanceDbVectorStore(place)
    await store.upsert(rowsOf(5, 8))
    await store.close()
    const table = readdirSync(place.folder).find((name) => name.endsWith('.lance')) ?? ''
    rmSync(join(place.folder, table, 'data'), { recursive: true })
    const damaged = await openLanceDbVectorStore(place)
    await expect(damaged.get(['c1'])).rejects.toMatchObject({ code: 'unavailable' })
    await damaged.close()
  })
})

describe('LanceDB vector store: several processes', () => {
  it('holds each row once when they make the store and write the same rows at the same time', async () => {
    const place = { folder: newFolder(), embedderId: 'test', dimensions: 8 }
    const program = join(import.meta.dirname, 'upsert-vectors.ts')
    const exits = [0, 0, 20, 40].map(async (from) => {
      const child = spawn(process.execPath, [program, place.folder, String(from), String(from + 60)], {
        stdio: 'inherit',
      })
      const [code] = await once(child, 'exit')
      return code
    })
    expect(await Promise.all(exits)).toEqual([0, 0, 0, 0])
    const store = await openLanceDbVectorStore(place)
    expect(await store.count()).toBe(100)
    expect(new Set(await store.ids()).size).toBe(100)
    await store.close()
  })
})

describe('LanceDB vector store: the vector index of a big table', () => {
  it('comes with optimising, grows with the table, and scores exactly', async () => {
    const dimensions = 8
    const place = { folder: newFolder(), embedderId: 'test', dimensions, indexFrom: 1000 }
    const store = await openLanceDbVectorStore(place)
    const rows = rowsOf(4000, dimensions)
    for (const count of [1500, 4000]) {
      await store.upsert(rows.slice(0, count))
      await store.optimize()
      for (const row of [rows[3]!, rows[count - 1]!]) {
        const [best, next] = await store.search(row.vector, { limit: 2 })
        expect(best?.id).toBe(row.id)
        expect(best?.score).toBeCloseTo(1, 5)
        const other = rows.find(({ id }) => id === next?.id)!
        const cosine = row.vector.reduce((sum, value, at) => sum + value * other.vector[at]!, 0)
        expect(next?.score).toBeCloseTo(cosine, 5)
      }
    }
    const fresh = { id: 'fresh', documentId: 'd', text: 'fresh', vector: unitVector(9999, dimensions) }
    await store.upsert([fresh])
    expect((await store.search(fresh.vector, { limit: 1 }))[0]?.id).toBe('fresh')
    await store.close()
  })
})
