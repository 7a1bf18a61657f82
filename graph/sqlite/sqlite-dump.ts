import { DatabaseSync } from 'node:sqlite'
import { dumpLine, type DumpKind } from '#graph/dump-line.ts'
import type { GraphStats, GraphStore } from '#graph/graph-store.ts'
import { prepareMerges } from './sqlite-merges.ts'
import { documentColumns, toDocument, type DocumentRow } from './sqlite-documents.ts'
import { quantityColumns, toQuantity, type QuantityRow } from './sqlite-quantity.ts'
import {
  chunkColumns,
  entityColumns,
  evidenceColumns,
  mentionColumns,
  prepareQuery,
  relationColumns,
  withoutNulls,
} from './sqlite-rows.ts'

interface Identified {
  readonly id: string
}

const record = (row: object): Identified => JSON.parse((row as { json: string }).json) as Identified

/** In the order of the lines of a dump. */
const sources: readonly (
  | { kind: DumpKind; sql: string; toRecord?: (row: object) => Identified }
  | { kind: 'merge'; read(snapshot: DatabaseSync): Identified[] }
)[] = [
  { kind: 'chunk', sql: `SELECT ${chunkColumns} FROM chunks ORDER BY id` },
  {
    kind: 'document',
    sql: `SELECT ${documentColumns} FROM documents ORDER BY id`,
    toRecord: (row) => toDocument(row as DocumentRow),
  },
  { kind: 'drop', sql: `SELECT json FROM records WHERE kind = 'drop' ORDER BY id`, toRecord: record },
  { kind: 'entity', sql: `SELECT ${entityColumns} FROM entities ORDER BY id` },
  { kind: 'evidence', sql: `SELECT ${evidenceColumns} FROM evidence ORDER BY id` },
  { kind: 'growth', sql: `SELECT json FROM records WHERE kind = 'growth' ORDER BY id`, toRecord: record },
  { kind: 'mention', sql: `SELECT ${mentionColumns} FROM mentions ORDER BY id` },
  { kind: 'merge', read: (snapshot) => prepareMerges(snapshot).readMerges() },
  { kind: 'pair', sql: `SELECT json FROM records WHERE kind = 'pair' ORDER BY id`, toRecord: record },
  {
    kind: 'quantity',
    sql: `SELECT ${quantityColumns} FROM quantities ORDER BY id`,
    toRecord: (row) => toQuantity(row as QuantityRow),
  },
  { kind: 'relation', sql: `SELECT ${relationColumns} FROM relations ORDER BY id` },
  { kind: 'task', sql: `SELECT json FROM records WHERE kind = 'task' ORDER BY id`, toRecord: record },
  { kind: 'trace', sql: `SELECT json FROM records WHERE kind = 'trace' ORDER BY id`, toRecord: record },
]

/** Dumps the store as it stands when the first line is asked for, whatever is written meanwhile. */
export async function* dumpSqlite(path: string, kinds?: readonly DumpKind[]): AsyncGenerator<string> {
  const snapshot = new DatabaseSync(path, { readOnly: true, timeout: 10_000 })
  try {
    snapshot.exec('BEGIN')
    for (const source of sources) {
      if (kinds !== undefined && !kinds.includes(source.kind)) continue
      if ('read' in source) {
        const records = source.read(snapshot).sort((a, b) => (a.id < b.id ? -1 : 1))
        for (const item of records) yield dumpLine(source.kind, item)
        continue
      }
      const { kind, sql, toRecord } = source
      for (const row of snapshot.prepare(sql).iterate()) {
        const plain = withoutNulls(row) as Identified
        yield dumpLine(kind, toRecord === undefined ? plain : toRecord(plain))
      }
    }
  } finally {
    snapshot.close()
  }
}

/** Counting what is in SQLite. */
export function prepareStats(database: DatabaseSync): Pick<GraphStore, 'stats'> {
  const counts = prepareQuery<Omit<GraphStats, 'entitiesByType' | 'relationsByType'>>(
    database,
    `SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM chunks) AS chunks,
       (SELECT count(*) FROM entities) AS entities,
       (SELECT count(*) FROM merges) AS merges, (SELECT count(*) FROM mentions) AS mentions,
       (SELECT count(*) FROM relations) AS relations, (SELECT count(*) FROM evidence) AS evidence,
       (SELECT count(*) FROM quantities) AS quantities,
       (SELECT count(*) FROM records WHERE kind = 'task') AS tasks,
       (SELECT count(*) FROM records WHERE kind = 'trace') AS traces,
       (SELECT count(*) FROM records WHERE kind = 'pair') AS pairs`,
  )
  const byType = (table: string) =>
    prepareQuery<{ type: string; count: number }>(
      database,
      `SELECT type, count(*) AS count FROM ${table} GROUP BY type ORDER BY type`,
    )
  const entities = byType('entities')
  const relations = byType('relations')
  const toRecord = (rows: { type: string; count: number }[]): Record<string, number> =>
    Object.fromEntries(rows.map(({ type, count }) => [type, count]))

  return {
    stats: async () => {
      const all = counts.get()
      if (all === undefined) throw new Error('counting gave no row')
      return { ...all, entitiesByType: toRecord(entities.all()), relationsByType: toRecord(relations.all()) }
    },
  }
}
