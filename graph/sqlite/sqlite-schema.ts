import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { NacreError } from '#core/errors.ts'
import { upgradeMerges } from './sqlite-upgrade-merges.ts'

/** Raised when the tables change; a store of a newer version is refused. */
export const sqliteSchemaVersion = 3

/** Marks the file as a graph of Nacre (the letters `Nacr`), read by `PRAGMA application_id`. */
const applicationId = 0x4e616372

/** Which entities are one, and why. */
const mergeTables = `
CREATE INDEX entities_by_join_key ON entities (join_key);
CREATE TABLE definitions (
  chunk_id TEXT NOT NULL REFERENCES chunks (id) ON DELETE CASCADE, short_key TEXT NOT NULL,
  entity_id TEXT NOT NULL REFERENCES entities (id), start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
  PRIMARY KEY (chunk_id, short_key, entity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX definitions_by_key ON definitions (short_key);
CREATE INDEX definitions_of_entity ON definitions (entity_id);
CREATE TABLE merges (
  from_id TEXT PRIMARY KEY REFERENCES entities (id) ON DELETE CASCADE,
  into_id TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE, id TEXT NOT NULL, reason TEXT NOT NULL,
  chunk_id TEXT REFERENCES chunks (id) ON DELETE CASCADE, start_offset INTEGER, end_offset INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX merges_into ON merges (into_id);
CREATE INDEX merges_of_chunk ON merges (chunk_id);
CREATE INDEX merges_by_id ON merges (id);
CREATE TABLE undone_merges (id TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
`

/** What brings a store of a version to the next one. */
const upgrades: ReadonlyMap<number, string> = new Map([
  [
    1,
    'ALTER TABLE documents ADD COLUMN tags TEXT; ALTER TABLE documents ADD COLUMN sections TEXT; ALTER TABLE documents ADD COLUMN citations TEXT;',
  ],
  [2, `ALTER TABLE entities ADD COLUMN join_key TEXT NOT NULL DEFAULT ''; ${mergeTables}`],
])

const tables = `
CREATE TABLE schema (version INTEGER NOT NULL);
CREATE TABLE documents (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, source TEXT NOT NULL, media_type TEXT NOT NULL, doi TEXT, license TEXT,
  authors TEXT, year REAL, pages TEXT NOT NULL, text TEXT NOT NULL, tags TEXT, sections TEXT, citations TEXT
) STRICT;
CREATE TABLE chunks (
  id TEXT PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, position INTEGER NOT NULL,
  start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, page INTEGER, tokens INTEGER NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE INDEX chunks_of_document ON chunks (document_id, position);
CREATE TABLE entities (
  id TEXT PRIMARY KEY, type TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, join_key TEXT NOT NULL
) STRICT;
CREATE INDEX entities_by_key ON entities (key);
CREATE TABLE mentions (
  id TEXT PRIMARY KEY, entity_id TEXT NOT NULL REFERENCES entities (id),
  chunk_id TEXT NOT NULL REFERENCES chunks (id) ON DELETE CASCADE,
  start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE INDEX mentions_of_entity ON mentions (entity_id, chunk_id);
CREATE INDEX mentions_of_chunk ON mentions (chunk_id, entity_id);
CREATE INDEX mentions_by_text ON mentions (text, entity_id);
CREATE TABLE relations (
  id TEXT PRIMARY KEY, subject_id TEXT NOT NULL REFERENCES entities (id),
  object_id TEXT NOT NULL REFERENCES entities (id), type TEXT NOT NULL, predicate TEXT NOT NULL
) STRICT;
CREATE INDEX relations_of_subject ON relations (subject_id);
CREATE INDEX relations_of_object ON relations (object_id);
CREATE TABLE evidence (
  id TEXT PRIMARY KEY, relation_id TEXT NOT NULL REFERENCES relations (id),
  chunk_id TEXT NOT NULL REFERENCES chunks (id) ON DELETE CASCADE,
  start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, sentence TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_of_relation ON evidence (relation_id);
CREATE INDEX evidence_of_chunk ON evidence (chunk_id);
CREATE TABLE quantities (
  id TEXT PRIMARY KEY, chunk_id TEXT NOT NULL REFERENCES chunks (id) ON DELETE CASCADE,
  start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, text TEXT NOT NULL,
  minimum REAL NOT NULL, maximum REAL NOT NULL, unit TEXT NOT NULL,
  si_minimum REAL, si_maximum REAL, si_unit TEXT,
  property TEXT, material_id TEXT REFERENCES entities (id), condition TEXT
) STRICT;
CREATE INDEX quantities_of_chunk ON quantities (chunk_id);
CREATE INDEX quantities_of_material ON quantities (material_id);
CREATE TABLE records (
  kind TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, id)
) STRICT;
CREATE TABLE record_documents (
  kind TEXT NOT NULL, record_id TEXT NOT NULL, document_id TEXT NOT NULL REFERENCES documents (id),
  PRIMARY KEY (document_id, kind, record_id),
  FOREIGN KEY (kind, record_id) REFERENCES records (kind, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX documents_of_record ON record_documents (kind, record_id);
${mergeTables}
PRAGMA application_id = ${applicationId};
`

/**
 * Opens the database file, makes folder and tables where there are none, and sets what the store relies on: write-ahead
 * log (many readers beside one writer), full synchronisation, foreign keys. Throws `invalid-input` for a file that is not
 * a graph of Nacre and `conflict` for one of a newer version.
 */
export function openSqliteDatabase(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true })
  const database = new DatabaseSync(path, { timeout: 10_000, enableForeignKeyConstraints: true })
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536')
    if (isEmpty(database)) inTransaction(database, () => isEmpty(database) && createTables(database))
    requireOurSchema(database, path)
    if (versionOf(database) < sqliteSchemaVersion) inTransaction(database, () => upgrade(database))
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function isEmpty(database: DatabaseSync): boolean {
  return database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.tables === 0
}

function createTables(database: DatabaseSync): void {
  database.exec(tables)
  database.prepare('INSERT INTO schema (version) VALUES (?)').run(sqliteSchemaVersion)
}

function requireOurSchema(database: DatabaseSync, path: string): void {
  if (database.prepare('PRAGMA application_id').get()?.application_id !== applicationId) {
    throw new NacreError(
      'invalid-input',
      `${path} is an SQLite database of something else. Expected a graph of Nacre; name another data folder with --data.`,
    )
  }
  const version = versionOf(database)
  if (version > sqliteSchemaVersion) {
    throw new NacreError(
      'conflict',
      `${path} was written by a newer Nacre (format ${version}; this one reads up to ${sqliteSchemaVersion}). ` +
        'Update Nacre, or name another data folder with --data.',
    )
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('SELECT version FROM schema').get()?.version)
}

/** Step by step, from whatever version it is; another process may have done it meanwhile. */
function upgrade(database: DatabaseSync): void {
  for (let version = versionOf(database); version < sqliteSchemaVersion; version++) {
    database.exec(upgrades.get(version) ?? '')
    if (version === 2) upgradeMerges(database)
    database.prepare('UPDATE schema SET version = ?').run(version + 1)
  }
}

/** Runs `work` as one transaction that excludes other writers; whatever it throws undoes all of it. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
