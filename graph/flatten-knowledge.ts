import { NacreError } from '#core/errors.ts'
import type { DocumentKnowledge, Evidence, Mention, Quantity, Relation } from '#core/knowledge.ts'
import type { Chunk } from '#core/chunk.ts'
import type { Document } from '#core/document.ts'
import type { Definition, KeyedEntity } from './resolve/decide-merges.ts'
import { findDefinitions } from './resolve/find-definitions.ts'
import { joinKey } from './resolve/join-key.ts'

/** What a document tells as flat lists, each record once and sorted by id. */
export interface FlatKnowledge {
  readonly document: Document
  readonly chunks: readonly Chunk[]
  readonly entities: readonly KeyedEntity[]
  /** Short forms that the document defines. */
  readonly definitions: readonly Definition[]
  readonly mentions: readonly Mention[]
  readonly relations: readonly Relation[]
  readonly evidence: readonly Evidence[]
  readonly quantities: readonly Quantity[]
}

/**
 * Brings the knowledge of a document into the form that is stored. Relations without evidence, and entities that nothing
 * speaks of, are left out. Throws `invalid-input` where a record points to something that is not in the same knowledge.
 */
export function flattenKnowledge({ document, chunks, knowledge }: DocumentKnowledge): FlatKnowledge {
  requireWellFormed(document)
  const chunkIds = new Set(chunks.map((chunk) => chunk.id))
  for (const chunk of chunks) {
    requireKnown(chunk.documentId === document.id, `chunk ${chunk.id} belongs to ${chunk.documentId}`, document)
  }
  const mentions = byId(knowledge.flatMap((part) => part.mentions))
  const evidence = byId(knowledge.flatMap((part) => part.evidence))
  const quantities = byId(knowledge.flatMap((part) => part.quantities))
  for (const { id, chunkId } of [...mentions, ...evidence, ...quantities]) {
    requireKnown(chunkIds.has(chunkId), `${id} belongs to chunk ${chunkId}`, document)
  }

  const statedIds = new Set(evidence.map((item) => item.relationId))
  const relations = byId(knowledge.flatMap((part) => part.relations)).filter(({ id }) => statedIds.has(id))
  const relationIds = new Set(relations.map(({ id }) => id))
  for (const id of statedIds) requireKnown(relationIds.has(id), `evidence is for relation ${id}`, document)

  const neededIds = new Set(mentions.map((mention) => mention.entityId))
  for (const { subjectId, objectId } of relations) neededIds.add(subjectId).add(objectId)
  for (const { id, materialId, minimum, maximum } of quantities) {
    if (materialId !== undefined) neededIds.add(materialId)
    requireKnown(!Number.isNaN(minimum + maximum), `quantity ${id} is not a number`, document)
  }
  const entities = byId(knowledge.flatMap((part) => part.entities)).filter(({ id }) => neededIds.has(id))
  const entityIds = new Set(entities.map(({ id }) => id))
  for (const id of neededIds) requireKnown(entityIds.has(id), `a record is about entity ${id}`, document)

  return {
    document,
    chunks: byId(chunks),
    entities: entities.map((entity) => ({ ...entity, joinKey: joinKey(entity) })),
    definitions: findDefinitions(document, mentions, entities),
    mentions,
    relations,
    evidence,
    quantities,
  }
}

/** The join keys whose merges a document may change. */
export function joinKeysOf({ entities, definitions }: FlatKnowledge): string[] {
  return [...entities.map(({ joinKey }) => joinKey), ...definitions.map(({ shortKey }) => shortKey)]
}

function byId<T extends { readonly id: string }>(records: readonly T[]): T[] {
  const unique = new Map(records.map((record) => [record.id, record]))
  return [...unique.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

function requireWellFormed(document: Document): void {
  if (document.text.isWellFormed()) return
  throw new NacreError(
    'invalid-input',
    `The text of "${document.title}" (${document.source}) holds half a character (a lone surrogate), which no store can ` +
      'keep. Expected text that was decoded as UTF-8; convert the file and ingest it again.',
  )
}

function requireKnown(isRight: boolean, what: string, document: Document): void {
  if (isRight) return
  throw new NacreError(
    'invalid-input',
    `The knowledge of document ${document.id} does not fit together: ${what}, which is not part of it. Nothing was ` +
      'written; expected every record to point to a chunk, entity or relation of the same document.',
  )
}
