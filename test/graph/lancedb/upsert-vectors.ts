import { openLanceDbVectorStore } from '#graph/lancedb/lancedb-vector-store.ts'
import { unitVector } from '#test/unit-vector.ts'

// A process of its own for the test of several writers: writes the rows FROM to TO, in batches of ten.
const [folder = '', from = '0', to = '0'] = process.argv.slice(2)
const store = await openLanceDbVectorStore({ folder, embedderId: 'test', dimensions: 8 })
for (let start = Number(from); start < Number(to); start += 10) {
  const rows = Array.from({ length: 10 }, (_, at) => start + at)
  await store.upsert(rows.map((n) => ({ id: `c${n}`, documentId: 'd', text: `row ${n}`, vector: unitVector(n, 8) })))
}
await store.close()
