import type { Relation } from '#core/knowledge.ts'

/** Whether the text says how the two hang together; `appears with` only says that they stand in one sentence. */
export function isNamedRelation(relation: Pick<Relation, 'type' | 'predicate'>): boolean {
  return relation.type !== 'RELATES_TO' || relation.predicate !== 'appears with'
}
