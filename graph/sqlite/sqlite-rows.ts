import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'

/** A prepared query whose columns are named and typed as the properties of `T`; NULL means that a property is absent. */
export interface Query<T> {
  all(...parameters: SQLInputValue[]): T[]
  get(...parameters: SQLInputValue[]): T | undefined
}

/** Prepares a query once. */
export function prepareQuery<T extends object>(database: DatabaseSync, sql: string): Query<T> {
  const statement: StatementSync = database.prepare(sql)
  return {
    all: (...parameters) => statement.all(...parameters).map((row) => withoutNulls(row) as T),
    get: (...parameters) => {
      const row = statement.get(...parameters)
      return row === undefined ? undefined : (withoutNulls(row) as T)
    },
  }
}

/** The row as a plain object without the columns that are NULL. */
export function withoutNulls(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
}

export const chunkColumns =
  'chunks.id, chunks.document_id AS documentId, chunks.position AS "index", chunks.start_offset AS start, ' +
  'chunks.end_offset AS "end", chunks.page, chunks.text, chunks.tokens'

export const entityColumns = 'entities.id, entities.type, entities.key, entities.name'

export const mentionColumns =
  'mentions.id, mentions.entity_id AS entityId, mentions.chunk_id AS chunkId, mentions.start_offset AS start, ' +
  'mentions.end_offset AS "end", mentions.text'

export const relationColumns =
  'relations.id, relations.subject_id AS subjectId, relations.object_id AS objectId, relations.type, relations.predicate'

export const evidenceColumns =
  'evidence.id, evidence.relation_id AS relationId, evidence.chunk_id AS chunkId, evidence.start_offset AS start, ' +
  'evidence.end_offset AS "end", evidence.sentence'

/** The entity that the entity of this column is merged into, or itself. */
export const joined = (column: string): string =>
  `coalesce((SELECT into_id FROM merges WHERE from_id = ${column}), ${column})`

/** The ids of a JSON list, and of all entities that are merged into them. */
export const membersOf = (parameter: string): string =>
  `(SELECT value AS id FROM json_each(${parameter})
    UNION SELECT from_id FROM merges WHERE into_id IN (SELECT value FROM json_each(${parameter})))`

/** A relation between what its ends are merged into. */
export const joinedRelationColumns = `relations.id, ${joined('subject_id')} AS subjectId, ${joined('object_id')} AS objectId,
  relations.type, relations.predicate`
