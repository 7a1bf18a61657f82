import type { Table } from '@lancedb/lancedb'
import type { Vector } from 'apache-arrow'
import { NacreError } from '#core/errors.ts'
import { byScoreThenId } from '#graph/by-score-then-id.ts'
import { whereIn } from './lancedb-filter.ts'
import { optimizeTable, partitionsSearched, partitionsSearchedOfMany, vectorIndexFrom } from './lancedb-optimize.ts'
import { requireUnitVector, toArrowTable } from './lancedb-rows.ts'
import { openLanceDbTable, type LanceDbPlace } from './lancedb-table.ts'
import { unpackVectors } from '#graph/pack-vectors.ts'
import type { PassageVectors, ScoredId, VectorStore } from '#graph/vector-store.ts'

/** Ids in one filter; longer filters are slow to parse. */
const idsPerFilter = 1000
/** Rows read beyond the limit, so that equal scores at the cut are ordered by id. */
const spareRows = 16

/**
 * Vectors and words of chunks in a LanceDB table, made where there is none. Throws `conflict` where the folder holds
 * vectors of another embedder, `unavailable` where it cannot be read or written. `indexFrom`: number of rows from which
 * `optimize` keeps a vector index.
 */
export async function openLanceDbVectorStore(
  place: LanceDbPlace & { readonly indexFrom?: number; readonly now?: () => number },
): Promise<VectorStore> {
  const { folder, dimensions, indexFrom = vectorIndexFrom, now = Date.now } = place
  const plainly = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error) => Promise.reject(toPlain(error, folder)))
  const { connection, table } = await plainly(() => openLanceDbTable(place))

  return {
    dimensions,
    upsert: (rows) =>
      plainly(async () => {
        if (rows.length === 0) return
        const unique = [...new Map(rows.map((row) => [row.id, row])).values()]
        const data = toArrowTable(unique, dimensions)
        await table.mergeInsert('id').whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(data)
      }),
    has: (ids) => plainly(async () => new Set((await readByIds(table, ids, ['id'])).map((row) => String(row.id)))),
    get: (ids) => plainly(() => readVectors(table, ids)),
    passages: (ids) => plainly(() => readPassages(table, ids, dimensions)),
    searchMany: (vectors, { limit }) =>
      plainly(async () => {
        for (const vector of vectors) requireUnitVector(vector, dimensions, 'The vector asked for')
        const [first, ...others] = vectors
        if (first === undefined || limit <= 0) return vectors.map(() => [])
        const query = table.query().nearestTo(first).distanceType('cosine').nprobes(partitionsSearchedOfMany)
        for (const vector of others) query.addQueryVector(vector)
        const rows = await query
          .select(['id', '_distance'])
          .limit(limit + spareRows)
          .toArrow()
        const found: Row[][] = vectors.map(() => [])
        for (const row of rows) found[Number((row as Row).query_index ?? 0)]?.push(row as Row)
        return found.map((some) => bestFirst(some, (row) => 1 - Number(row._distance), limit))
      }),
    search: (vector, { limit }) =>
      plainly(async () => {
        requireUnitVector(vector, dimensions, 'The vector asked for')
        if (limit <= 0) return []
        const rows = await table
          .query()
          .nearestTo(vector)
          .distanceType('cosine')
          .nprobes(partitionsSearched)
          .select(['id', '_distance'])
          .limit(limit + spareRows)
          .toArrow()
        return bestFirst([...rows], (row) => 1 - Number(row._distance), limit)
      }),
    searchText: (query, { limit }) =>
      plainly(async () => {
        if (limit <= 0 || query.trim() === '') return []
        const { MatchQuery } = await import('@lancedb/lancedb')
        const rows = await table
          .query()
          .fullTextSearch(new MatchQuery(query, 'text'))
          .select(['id', '_score'])
          .limit(limit + spareRows)
          .toArrow()
        return bestFirst([...rows], (row) => Number(row._score), limit)
      }),
    delete: (ids) =>
      plainly(async () => {
        for (const part of inParts(ids)) await table.delete(whereIn('id', part))
      }),
    ids: () =>
      plainly(async () => [...(await table.query().select(['id']).toArrow())].map((row) => String(row.id)).sort()),
    count: () => plainly(() => table.countRows()),
    optimize: () =>
      plainly(async () => {
        await optimizeTable(table, { indexFrom, nowMs: now() })
      }),
    close: async () => {
      if (table.isOpen()) table.close()
      if (connection.isOpen()) connection.close()
    },
  }
}

type Row = Record<string, unknown>

async function readByIds(table: Table, ids: readonly string[], columns: string[]): Promise<Row[]> {
  const rows: Row[] = []
  for (const part of inParts(ids))
    rows.push(...(await table.query().where(whereIn('id', part)).select(columns).toArrow()))
  return rows
}

async function readVectors(table: Table, ids: readonly string[]): Promise<Map<string, Float32Array>> {
  const rows = await readByIds(table, ids, ['id', 'vector'])
  const found = new Map(
    rows.map((row) => [String(row.id), Float32Array.from((row.vector as Vector).toArray() as Float32Array)]),
  )
  return new Map(ids.flatMap((id) => (found.has(id) ? [[id, found.get(id) as Float32Array] as const] : [])))
}

async function readPassages(
  table: Table,
  ids: readonly string[],
  dimensions: number,
): Promise<Map<string, PassageVectors>> {
  const found = new Map<string, PassageVectors>()
  for (const row of await readByIds(table, ids, ['id', 'vector', 'sentences'])) {
    const packed = row.sentences as Uint8Array | null
    found.set(String(row.id), {
      vector: Float32Array.from((row.vector as Vector).toArray() as Float32Array),
      sentences: packed === null ? [] : unpackVectors(packed, dimensions),
    })
  }
  return found
}

function* inParts(ids: readonly string[]): Generator<readonly string[]> {
  const unique = [...new Set(ids)]
  for (let at = 0; at < unique.length; at += idsPerFilter) yield unique.slice(at, at + idsPerFilter)
}

function bestFirst(rows: readonly Row[], score: (row: Row) => number, limit: number): ScoredId[] {
  return rows
    .map((row) => ({ id: String(row.id), score: score(row) }))
    .sort(byScoreThenId)
    .slice(0, limit)
}

function toPlain(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || error.name !== 'Error') return error
  const [reason] = error.message.split('\n')
  return new NacreError(
    'unavailable',
    `The vectors in ${folder} cannot be read or written: ${reason}. Check the folder and the disk; "nacre store rebuild" ` +
      'makes the vectors anew from the graph.',
    { cause: error },
  )
}
