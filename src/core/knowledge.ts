import type { Chunk } from './chunk.ts'
import type { Document } from './document.ts'

/** Labels of entities in the graph, from most to least specific where two fit. Fixed: labels are never made from text. */
export const entityTypes = ['Material', 'Property', 'Process', 'Structure', 'Method', 'Application', 'Concept'] as const
export type EntityType = (typeof entityTypes)[number]

/** Relationship types between entities. Fixed: the literal verb of the text is kept in `predicate`. */
export const relationTypes = [
  'IS_A',
  'PART_OF',
  'MADE_OF',
  'HAS_PROPERTY',
  'PRODUCED_BY',
  'USED_FOR',
  'INFLUENCES',
  'RELATES_TO',
] as const
export type RelationType = (typeof relationTypes)[number]

/** A thing the corpus speaks of. `id` = h(type, key); `name` is a function of type and key, so it never depends on the order of reading. */
export interface Entity {
  readonly id: string
  readonly type: EntityType
  /** The canonical key of the normal form: `TiN` and `tin` differ, `Electrons` and `electron` do not. */
  readonly key: string
  readonly name: string
}

/** One place where an entity stands in a chunk. Offsets are into the document's text. */
export interface Mention {
  readonly id: string
  readonly entityId: string
  readonly chunkId: string
  readonly start: number
  readonly end: number
  /** The surface form as printed. */
  readonly text: string
}

/** A typed, directed edge between two entities. `id` = h(subject, type, predicate, object). */
export interface Relation {
  readonly id: string
  readonly subjectId: string
  readonly objectId: string
  readonly type: RelationType
  /** The literal verb phrase, lower case (`increases`, `is made of`). */
  readonly predicate: string
}

/** The sentence that states a relation. A relation without evidence does not exist. Offsets are into the document's text. */
export interface Evidence {
  readonly id: string
  readonly relationId: string
  readonly chunkId: string
  readonly start: number
  readonly end: number
  readonly sentence: string
}

/** A measured value in the text, printed and in SI. Offsets are into the document's text. */
export interface Quantity {
  readonly id: string
  readonly chunkId: string
  readonly start: number
  readonly end: number
  /** As printed, value and unit. */
  readonly text: string
  /** Lower and upper bound in the printed unit; equal for a single value. */
  readonly minimum: number
  readonly maximum: number
  /** As printed; empty for a bare ratio. */
  readonly unit: string
  /** The bounds and unit in SI base units where the unit is known. */
  readonly si?: { readonly minimum: number; readonly maximum: number; readonly unit: string }
  /** The property and material it probably belongs to: suggestions from the same sentence. */
  readonly property?: string
  readonly materialId?: string
  readonly condition?: string
}

/** Why two entities are taken for one, from the surest to the least sure. */
export const mergeReasons = ['exact', 'spelling', 'formula', 'synonym', 'abbreviation'] as const
export type MergeReason = (typeof mergeReasons)[number]

/**
 * Two entities that are one. Follows from the documents that are there and from what people have undone, never from the
 * order of reading. `id` = h(from, type and join key of the other), so it stays the same while documents come and go.
 */
export interface Merge {
  readonly id: string
  readonly from: Entity
  readonly into: Entity
  readonly reason: MergeReason
  /** `abbreviation`: where it is defined; else a place where `from` is printed. Absent for a merge that was undone. */
  readonly evidence?: MergeEvidence
  /** Somebody has said that they are not one; `redoMerge` takes that back. */
  readonly isUndone: boolean
}

/** Offsets are into the document's text. */
export interface MergeEvidence {
  readonly documentId: string
  readonly chunkId: string
  readonly start: number
  readonly end: number
  readonly sentence: string
}

/** What one chunk tells, before it is written. Every record belongs to this chunk. */
export interface ChunkKnowledge {
  readonly chunkId: string
  readonly entities: readonly Entity[]
  readonly mentions: readonly Mention[]
  readonly relations: readonly Relation[]
  readonly evidence: readonly Evidence[]
  readonly quantities: readonly Quantity[]
}

/** All that becomes visible when a document becomes ready: one write of the graph. */
export interface DocumentKnowledge {
  readonly document: Document
  readonly chunks: readonly Chunk[]
  readonly knowledge: readonly ChunkKnowledge[]
}
