import type { DatabaseSync } from 'node:sqlite'
import type { Entity, Merge } from '#core/knowledge.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { byMergedName, mergeEvidence, toUndone, type PlaceInChunk } from '#graph/merge-evidence.ts'
import { joinKey } from '#graph/resolve/join-key.ts'
import { entityColumns, prepareQuery } from './sqlite-rows.ts'
import { inTransaction } from './sqlite-schema.ts'
import { prepareSettling } from './sqlite-settle-merges.ts'

interface MergeRow extends PlaceInChunk {
  readonly id: string
  readonly fromId: string
  readonly intoId: string
  readonly reason: Merge['reason']
}

/** An abbreviation is seen where it is defined, anything else where it is mentioned first (by id). */
const rows = `SELECT merges.id, from_id AS fromId, into_id AS intoId, merges.reason, chunks.document_id AS documentId,
    chunks.id AS chunkId, chunks.start_offset AS chunkStart, chunks.text AS chunkText,
    coalesce(merges.start_offset, mentions.start_offset) AS start, coalesce(merges.end_offset, mentions.end_offset) AS "end"
  FROM merges
  LEFT JOIN mentions ON merges.chunk_id IS NULL AND mentions.id = (SELECT min(id) FROM mentions WHERE entity_id = from_id)
  LEFT JOIN chunks ON chunks.id = coalesce(merges.chunk_id, mentions.chunk_id)`

/** Listing, undoing and redoing merges in SQLite. */
export function prepareMerges(
  database: DatabaseSync,
): Pick<GraphStore, 'mergedIds' | 'listMerges' | 'undoMerge' | 'redoMerge'> & { readMerges(): Merge[] } {
  const ids = prepareQuery<{ fromId: string; intoId: string }>(
    database,
    'SELECT from_id AS fromId, into_id AS intoId FROM merges ORDER BY from_id',
  )
  const made = prepareQuery<MergeRow>(database, rows)
  const oneMade = prepareQuery<MergeRow>(database, `${rows} WHERE merges.id = ?`)
  const undone = prepareQuery<{ json: string }>(database, 'SELECT json FROM undone_merges')
  const oneUndone = prepareQuery<{ json: string }>(database, 'SELECT json FROM undone_merges WHERE id = ?')
  const entities = prepareQuery<Entity>(
    database,
    `SELECT ${entityColumns} FROM entities WHERE id IN (SELECT value FROM json_each(?))`,
  )
  const keep = database.prepare('INSERT INTO undone_merges (id, json) VALUES (?, ?)')
  const forget = database.prepare('DELETE FROM undone_merges WHERE id = ?')
  const settle = prepareSettling(database)

  const toMerges = (found: readonly MergeRow[]): Merge[] => {
    const ends = JSON.stringify([...new Set(found.flatMap(({ fromId, intoId }) => [fromId, intoId]))])
    const byId = new Map(entities.all(ends).map((entity) => [entity.id, entity]))
    return found.map((row) => ({
      id: row.id,
      from: byId.get(row.fromId) as Entity,
      into: byId.get(row.intoId) as Entity,
      reason: row.reason,
      ...(row.chunkId === undefined ? {} : { evidence: mergeEvidence(row) }),
      isUndone: false,
    }))
  }
  const settleEnds = ({ from, into }: Merge): void => settle([joinKey(from), joinKey(into)])
  const readMerges = (): Merge[] => [
    ...toMerges(made.all()),
    ...undone.all().map(({ json }) => JSON.parse(json) as Merge),
  ]
  return {
    readMerges,
    mergedIds: async () => new Map(ids.all().map(({ fromId, intoId }) => [fromId, intoId])),
    listMerges: async () => readMerges().sort(byMergedName),
    undoMerge: async (id) =>
      inTransaction(database, () => {
        const [merge] = toMerges(oneMade.all(id))
        if (merge === undefined) return false
        keep.run(id, JSON.stringify(toUndone(merge)))
        settleEnds(merge)
        return true
      }),
    redoMerge: async (id) =>
      inTransaction(database, () => {
        const row = oneUndone.get(id)
        if (row === undefined) return false
        forget.run(id)
        settleEnds(JSON.parse(row.json) as Merge)
        return true
      }),
  }
}
