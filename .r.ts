import { DatabaseSync } from 'node:sqlite'
import { withStores } from './test/bench/retrieval/with-stores.ts'
import { readDataset } from './test/bench/retrieval/read-dataset.ts'
import { searchBridges, allHeadParts } from '#graph/retrieve/search-bridges.ts'
import { createPassageReader } from '#graph/retrieve/read-passages.ts'
import { measureRarity } from '#graph/retrieve/measure-rarity.ts'
const [data, ...configs] = process.argv.slice(2)
const { questions } = readDataset('/work/shared/data/musique100')
const db = new DatabaseSync('/tmp/x/embcache.sqlite')
db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; CREATE TABLE IF NOT EXISTS c(t TEXT PRIMARY KEY, v BLOB)')
const get = db.prepare('SELECT v FROM c WHERE t=?'),
  put = db.prepare('INSERT OR REPLACE INTO c VALUES(?,?)')
let fresh = 0,
  asked = 0
await withStores(data, async (stores) => {
  const e = stores.embedder
  const embedder = {
    ...e,
    embed: async (texts: readonly string[]) => {
      const out = []
      for (const t of texts) {
        asked++
        const r = get.get(t) as any
        if (r) out.push(new Float32Array(Uint8Array.from(r.v).buffer))
        else {
          const [v] = await e.embed([t])
          fresh++
          put.run(t, new Uint8Array(v!.buffer.slice(0)))
          out.push(v!)
        }
      }
      return out
    },
  }
  const s = { ...stores, embedder, read: createPassageReader(stores), rarity: await measureRarity(stores.graph) }
  for (const c of configs) {
    const { parts, ...effort } = JSON.parse(c)
    asked = 0
    fresh = 0
    const t0 = Date.now()
    const R: number[][] = []
    for (const q of questions) {
      const hits = await searchBridges(
        q.text,
        { limit: 20, effort: effort.hops ? effort : undefined, parts: { ...allHeadParts, ...parts } },
        s,
      )
      const f = [...new Set(hits.map((h) => h.documentId))]
      const r = (k: number) => f.slice(0, k).filter((x) => q.gold.has(x)).length / q.gold.size
      R.push([r(1), r(2), r(5), r(10), +(r(5) === 1), +(r(8) === 1)])
    }
    const avg = (rs: number[][]) =>
      rs[0]!.map((_, i) => (rs.reduce((a, r) => a + r[i]!, 0) / rs.length).toFixed(3)).join(' ')
    console.log(
      c,
      '|',
      avg(R),
      '| odd',
      avg(R.filter((_, i) => i % 2 === 0)),
      '| emb/q',
      asked / 100,
      'fresh',
      fresh,
      ((Date.now() - t0) / 1000).toFixed(0) + 's',
    )
  }
})
