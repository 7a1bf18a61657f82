import type { Entity } from '#core/knowledge.ts'
import type { PathStep } from '#core/task.ts'
import type { EvidenceInDocument } from '#graph/graph-store.ts'

/** A stated relation with one of its sentences as a step of a path. */
export function toPathStep({
  relation: { type, predicate },
  subject,
  object,
  place: { chunkId, documentId, page, start, end, sentence },
}: {
  readonly relation: { readonly type: string; readonly predicate: string }
  readonly subject: Entity
  readonly object: Entity
  readonly place: EvidenceInDocument
}): PathStep {
  const evidence = { chunkId, documentId, start, end, text: sentence, ...(page === undefined ? {} : { page }) }
  return {
    subject: subject.name,
    subjectType: subject.type,
    type,
    predicate,
    object: object.name,
    objectType: object.type,
    evidence,
  }
}
