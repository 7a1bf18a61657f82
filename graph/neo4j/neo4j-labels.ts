import { entityTypes, relationTypes } from '#core/knowledge.ts'
import type { RecordKind } from '#graph/graph-store.ts'

/**
 * Every label and relationship type in Neo4j is one of these constants: none is ever made from text, so no text can change
 * a query.
 */
export const recordLabels = {
  task: 'Task',
  trace: 'Trace',
  pair: 'Pair',
  drop: 'DroppedPair',
  growth: 'GrowthStep',
} as const satisfies Record<RecordKind, string>

/** Labels whose nodes have an `id` that no other node of the label has. An entity has the label of its type too. */
export const nodeLabels = [
  'Document',
  'DocumentText',
  'Chunk',
  'Entity',
  'Evidence',
  'Quantity',
  'UndoneMerge',
  'NacreStore',
  ...Object.values(recordLabels),
] as const

/** Relationships beside those of the domain (`relationTypes`), as drawn in `docs/`. */
export const linkTypes = [
  'HAS_TEXT',
  'HAS_CHUNK',
  'NEXT',
  'MENTIONS',
  'STATES',
  'HAS_QUANTITY',
  'OF',
  'DEFINES',
  'SAME_AS',
  'MADE_FROM',
  'ABOUT',
  'CITES',
  'FOLLOWS',
  'CHOSEN',
] as const

/** `IS_A|PART_OF|…`: any relation between entities. */
export const anyRelation = relationTypes.join('|')

export { entityTypes, relationTypes }
