import type { Chunk } from '#core/chunk.ts'
import type { Document, DocumentSummary } from '#core/document.ts'
import type { GrowthStep } from '#core/growth.ts'
import type { DocumentKnowledge, Entity, Evidence, Merge, Quantity, Relation } from '#core/knowledge.ts'
import type { DroppedPair, PreferencePair } from '#core/pair.ts'
import type { Task } from '#core/task.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import type { DumpKind } from './dump-line.ts'

/** Records made from documents by the agents. */
export interface RecordKinds {
  task: Task
  trace: ReasoningTrace
  pair: PreferencePair
  drop: DroppedPair
  growth: GrowthStep
}
export type RecordKind = keyof RecordKinds

/** An edge seen from one of its ends. */
export interface Neighbour {
  readonly entity: Entity
  readonly relation: Relation
  /** `out`: the asked entity is the subject. */
  readonly direction: 'out' | 'in'
  readonly evidence: readonly EvidenceInDocument[]
}

export interface EvidenceInDocument extends Evidence {
  readonly documentId: string
  readonly page?: number
}

/** A relation with both ends and where it is stated. */
export interface StatedRelation {
  readonly relation: Relation
  readonly subject: Entity
  readonly object: Entity
  readonly evidence: readonly EvidenceInDocument[]
}

/** How the chunks of one document hang together with entities and relations: what walks over the graph need. */
export interface DocumentLinks {
  readonly documentId: string
  /** In the order of the document; `entityIds` are those mentioned in it, ascending. */
  readonly chunks: readonly { readonly id: string; readonly entityIds: readonly string[] }[]
  /** Each relation once for each chunk that states it, by chunk in the order of the document, then relation id. */
  readonly relations: readonly {
    readonly id: string
    readonly chunkId: string
    readonly subjectId: string
    readonly objectId: string
  }[]
}

/** Counts by kind; equal before and after a document is added and removed. */
export interface GraphStats {
  readonly documents: number
  readonly chunks: number
  /** Entities before merging: those of different normal forms. */
  readonly entities: number
  readonly merges: number
  readonly mentions: number
  readonly relations: number
  readonly evidence: number
  readonly quantities: number
  readonly tasks: number
  readonly traces: number
  readonly pairs: number
  readonly entitiesByType: Readonly<Record<string, number>>
  readonly relationsByType: Readonly<Record<string, number>>
}

/**
 * The record of what is known. Everything derived from a document is owned by its chunks: entities and relations live as
 * long as a mention or a piece of evidence does. Entities that are merged are read as one: wherever an entity is named, it
 * is the one they were merged into. All results come in a fixed order, stated below; every list is bounded.
 */
export interface GraphStore {
  /** `sqlite` or `neo4j`. */
  readonly kind: string
  /**
   * Makes a document and all it tells visible in ONE transaction. A document that is there already is left as it is:
   * `unchanged`. In the same transaction the documents it replaces are removed, as `deleteDocument` does; unknown ones
   * and the document itself are passed over.
   */
  putDocument(
    knowledge: DocumentKnowledge,
    options?: { readonly replaces?: readonly string[] },
  ): Promise<'created' | 'unchanged'>
  /** Removes a document, all that only it told, and the tasks, traces, pairs, drops and steps of growth made from it, in ONE transaction; false if unknown. */
  deleteDocument(documentId: string): Promise<boolean>
  getDocument(documentId: string): Promise<Document | undefined>
  /** All that a document tells, as it can be put into another store; every list by id, chunks by index. */
  getKnowledge(documentId: string): Promise<DocumentKnowledge | undefined>
  /** Which of these documents are ready. */
  hasDocuments(documentIds: readonly string[]): Promise<ReadonlySet<string>>
  /** The titles of the documents that are there, by id. */
  documentTitles(documentIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** The ids of all documents that are ready, ascending. */
  documentIds(): Promise<readonly string[]>
  /** By title, then id. */
  listDocuments(): Promise<readonly DocumentSummary[]>

  /** The chunks that exist, by id. */
  getChunks(chunkIds: readonly string[]): Promise<ReadonlyMap<string, Chunk>>
  /** The chunks of a document, by index. */
  chunksOfDocument(documentId: string): Promise<readonly Chunk[]>
  /** All chunk ids, ascending. */
  chunkIds(): Promise<readonly string[]>

  /**
   * Entities meant by a name: those whose normal form equals the name's, else those known to be called so (`Al2O3` for
   * alumina), else those printed so somewhere (abbreviations); most mentioned first, then id.
   */
  findEntities(name: string, options: { limit: number }): Promise<readonly Entity[]>
  /** Entities mentioned in each chunk, with the number of mentions there, most mentioned first, then id; an empty list for any other id. */
  entitiesOfChunks(
    chunkIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly { readonly entity: Entity; readonly mentions: number }[]>>
  /** Number of chunks that mention each entity; 0 for any other id. */
  chunkFrequency(entityIds: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Chunks that mention any of the entities: most different entities first, then id. */
  chunksOfEntities(
    entityIds: readonly string[],
    options: { limit: number },
  ): Promise<readonly { readonly chunkId: string; readonly entityIds: readonly string[] }[]>
  /** Edges of an entity: most evidence first, then relation id; `evidenceLimit` (3) sentences each, by document and position. */
  neighbours(entityId: string, options: { limit: number; evidenceLimit?: number }): Promise<readonly Neighbour[]>
  /** Relations stated in these chunks (evidence limited to them), by chunk in the order asked and position. */
  relationsOfChunks(chunkIds: readonly string[]): Promise<readonly StatedRelation[]>
  /** The links of these documents (all where none are named) that are there, between entities as they are before merging, by document id, some documents at a time in memory. */
  streamLinks(documentIds?: readonly string[]): AsyncIterable<DocumentLinks>
  /** The entities that are there, by id, as they are before merging. */
  getEntities(entityIds: readonly string[]): Promise<ReadonlyMap<string, Entity>>
  /** The relations that are there, by id, each with both ends and up to `evidenceLimit` (3) sentences, by document and position. */
  getRelations(
    relationIds: readonly string[],
    options?: { evidenceLimit?: number },
  ): Promise<ReadonlyMap<string, StatedRelation>>
  /** Quantities of these chunks, by chunk in the order asked and position. */
  quantitiesOfChunks(chunkIds: readonly string[]): Promise<readonly Quantity[]>

  /** The entities that are merged into another one, with the id of that. */
  mergedIds(): Promise<ReadonlyMap<string, string>>
  /** All merges, those that were undone too, by name of what was merged, then id. */
  listMerges(): Promise<readonly Merge[]>
  /** Parts what a merge has joined, for good: no document makes the same merge again. False where there is no such merge. */
  undoMerge(mergeId: string): Promise<boolean>
  /** Takes `undoMerge` back. False where it was not undone. */
  redoMerge(mergeId: string): Promise<boolean>

  /** Writes a record by its id; the same record twice is one. Refuses (`conflict`) a record whose documents are not all there. */
  putRecord<K extends RecordKind>(kind: K, record: RecordKinds[K]): Promise<void>
  getRecord<K extends RecordKind>(kind: K, id: string): Promise<RecordKinds[K] | undefined>
  /** In order of id, 1,000 where no limit is given; pass the last id seen to go on. */
  listRecords<K extends RecordKind>(
    kind: K,
    options?: { after?: string; limit?: number },
  ): Promise<readonly RecordKinds[K][]>

  stats(): Promise<GraphStats>
  /**
   * Every record, or those of some kinds, as one line of canonical JSON, sorted: two stores that know the same dump the
   * same lines.
   */
  dump(options?: { readonly kinds?: readonly DumpKind[] }): AsyncIterable<string>
  close(): Promise<void>
}
