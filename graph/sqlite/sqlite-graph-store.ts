import type { GraphStore } from '#graph/graph-store.ts'
import { prepareDocumentReads } from './sqlite-documents.ts'
import { dumpSqlite, prepareStats } from './sqlite-dump.ts'
import { prepareEntityReads } from './sqlite-entities.ts'
import { toSqliteError } from './sqlite-error.ts'
import { prepareKnowledgeReads } from './sqlite-knowledge.ts'
import { prepareLinkReads } from './sqlite-links.ts'
import { prepareMerges } from './sqlite-merges.ts'
import { prepareRecords } from './sqlite-records.ts'
import { prepareRelationReads } from './sqlite-relations.ts'
import { openSqliteDatabase } from './sqlite-schema.ts'
import { prepareDocumentWrites } from './sqlite-write-documents.ts'
import { streamInParts } from '#graph/stream-in-parts.ts'

/**
 * The graph in one SQLite file, made where there is none. Any number of processes may read while one writes; a second
 * writer waits up to 10 s. Throws `invalid-input` for a file that is not a graph of Nacre, `conflict` for one of a newer
 * version, `unavailable` where file or disk cannot be used.
 */
export function openSqliteGraphStore(path: string): GraphStore {
  const database = open(path)
  const { readMerges: _, ...merges } = prepareMerges(database)
  const methods = {
    ...prepareDocumentReads(database),
    ...prepareKnowledgeReads(database),
    ...prepareDocumentWrites(database),
    ...prepareEntityReads(database),
    ...prepareRelationReads(database),
    ...prepareLinkReads(database),
    ...merges,
    ...prepareRecords(database),
    ...prepareStats(database),
    close: async () => {
      if (database.isOpen) database.close()
    },
  }
  const { linksOf, ...plain } = withPlainErrors(methods, path)
  return {
    kind: 'sqlite',
    ...plain,
    async *streamLinks(documentIds) {
      yield* streamInParts(documentIds ?? (await plain.documentIds()), linksOf)
    },
    async *dump({ kinds } = {}) {
      try {
        yield* dumpSqlite(path, kinds)
      } catch (error) {
        throw toSqliteError(error, path)
      }
    },
  }
}

function open(path: string): ReturnType<typeof openSqliteDatabase> {
  try {
    return openSqliteDatabase(path)
  } catch (error) {
    throw toSqliteError(error, path)
  }
}

/** The same methods; what SQLite throws comes out in plain words. */
function withPlainErrors<T extends object>(methods: T, path: string): T {
  const wrapped = Object.entries(methods).map(([name, method]: [string, (...parts: never[]) => Promise<unknown>]) => [
    name,
    async (...parts: never[]) => {
      try {
        return await method(...parts)
      } catch (error) {
        throw toSqliteError(error, path)
      }
    },
  ])
  return Object.fromEntries(wrapped) as T
}
