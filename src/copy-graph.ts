import { NacreError, throwIfCancelled } from '#core/errors.ts'
import type { DocumentSummary } from '#core/document.ts'
import type { DocumentKnowledge } from '#core/knowledge.ts'
import { flattenKnowledge } from '#graph/flatten-knowledge.ts'
import type { GraphStore, RecordKind } from '#graph/graph-store.ts'
import { listAll } from '#graph/list-all.ts'

/** What to do with documents of the target that the source does not have. */
export type OtherDocuments = 'refuse' | 'keep' | 'drop'

export interface CopySummary {
  /** Written now. */
  readonly documents: number
  /** There already, and the same. */
  readonly unchanged: number
  /** Removed because the source does not have them. */
  readonly dropped: number
  /** Tasks, traces and pairs written now. */
  readonly records: number
}

export interface CopyProgress {
  readonly done: number
  readonly total: number
  readonly title: string
}

const recordKinds: readonly RecordKind[] = ['task', 'trace', 'pair', 'drop', 'growth']

/**
 * Copies a graph into another store, document by document, each in one transaction, so memory stays that of one document
 * and a copy that was interrupted goes on where it stopped. A document that says something else there is replaced. An
 * empty target dumps the same lines as the source afterwards. Throws `conflict` before the first write where the target
 * holds documents that the source does not have, unless `others` says what to do with them.
 */
export async function copyGraph(
  from: GraphStore,
  to: GraphStore,
  options: { others: OtherDocuments; signal?: AbortSignal; onProgress?: (progress: CopyProgress) => void },
): Promise<CopySummary> {
  const documents = await from.listDocuments()
  const dropped = await settleOthers(from, documents, to, options)
  const counts = { documents: 0, unchanged: 0, records: 0 }
  const known = await to.hasDocuments(documents.map(({ id }) => id))
  for (const [done, { id, title }] of documents.entries()) {
    throwIfCancelled(options.signal)
    options.onProgress?.({ done, total: documents.length, title })
    const knowledge = await from.getKnowledge(id)
    if (knowledge === undefined) continue
    if (known.has(id)) {
      if (isSame(knowledge, await to.getKnowledge(id))) {
        counts.unchanged += 1
        continue
      }
      await to.deleteDocument(id)
    }
    await to.putDocument(knowledge)
    counts.documents += 1
  }
  await copyUndoneMerges(from, to)
  for (const kind of recordKinds) {
    for await (const record of listAll(from, kind)) {
      throwIfCancelled(options.signal)
      const there = await to.getRecord(kind, record.id)
      if (JSON.stringify(there) === JSON.stringify(record)) continue
      await to.putRecord(kind, record)
      counts.records += 1
    }
  }
  for (const { id, isUndone } of await from.listMerges()) if (isUndone) await to.undoMerge(id)
  return { ...counts, dropped }
}

/** Merges follow from the documents, but for those that somebody has undone. */
async function copyUndoneMerges(from: GraphStore, to: GraphStore): Promise<void> {
  const undone = async (store: GraphStore): Promise<Set<string>> =>
    new Set((await store.listMerges()).filter(({ isUndone }) => isUndone).map(({ id }) => id))
  const [here, there] = [await undone(from), await undone(to)]
  for (const id of here) if (!there.has(id)) await to.undoMerge(id)
  for (const id of there) if (!here.has(id)) await to.redoMerge(id)
}

/** Refuses or removes what the source does not have; the number of documents removed. */
async function settleOthers(
  from: GraphStore,
  documents: readonly DocumentSummary[],
  to: GraphStore,
  { others, signal }: { others: OtherDocuments; signal?: AbortSignal },
): Promise<number> {
  const own = new Set(documents.map(({ id }) => id))
  const foreign = (await to.listDocuments()).filter(({ id }) => !own.has(id))
  if (foreign.length === 0 || others === 'keep') return 0
  if (others === 'refuse') {
    const named = foreign.slice(0, 3).map(({ title }) => `"${title}"`)
    const more = foreign.length > named.length ? ` and ${foreign.length - named.length} more` : ''
    throw new NacreError(
      'conflict',
      `The ${to.kind} graph holds documents that the ${from.kind} graph does not have: ${named.join(', ')}${more}. ` +
        'Nothing was written. Say --keep-others to have both corpora in one graph, or --drop-others to remove them there.',
    )
  }
  for (const { id } of foreign) {
    throwIfCancelled(signal)
    await to.deleteDocument(id)
  }
  return foreign.length
}

function isSame(one: DocumentKnowledge, other: DocumentKnowledge | undefined): boolean {
  return other !== undefined && canonical(one) === canonical(other)
}

/** Stores hand over the properties of a record in different orders. */
function canonical(knowledge: DocumentKnowledge): string {
  return JSON.stringify(flattenKnowledge(knowledge), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
