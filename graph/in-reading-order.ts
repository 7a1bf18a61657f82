import type { Entity, Relation } from '#core/knowledge.ts'
import type { EvidenceInDocument, StatedRelation } from './graph-store.ts'

/** A piece of evidence with the relation it states and both ends. */
export interface EvidenceRow {
  readonly evidence: EvidenceInDocument
  readonly relation: Relation
  readonly subject: Entity
  readonly object: Entity
}

/** Sorts records as a reader meets them: chunks in the order asked for, then position, then id. */
export function inReadingOrder<T extends { readonly id: string; readonly chunkId: string; readonly start: number }>(
  records: readonly T[],
  chunkIds: readonly string[],
): T[] {
  const order = new Map(chunkIds.map((id, index) => [id, index]))
  const place = (record: T): number => order.get(record.chunkId) ?? chunkIds.length
  return records.toSorted((a, b) => place(a) - place(b) || a.start - b.start || (a.id < b.id ? -1 : 1))
}

/** Gathers evidence by relation; relations in the order in which a reader first meets them. */
export function statedRelations(rows: readonly EvidenceRow[], chunkIds: readonly string[]): StatedRelation[] {
  const byEvidence = new Map(rows.map((row) => [row.evidence.id, row]))
  const ordered = inReadingOrder(
    rows.map((row) => row.evidence),
    chunkIds,
  )
  const byRelation = new Map<string, { row: EvidenceRow; evidence: EvidenceInDocument[] }>()
  for (const evidence of ordered) {
    const row = byEvidence.get(evidence.id)
    if (row === undefined) continue
    const known = byRelation.get(row.relation.id)
    if (known === undefined) byRelation.set(row.relation.id, { row, evidence: [evidence] })
    else known.evidence.push(evidence)
  }
  return [...byRelation.values()].map(({ row: { relation, subject, object }, evidence }) => ({
    relation,
    subject,
    object,
    evidence,
  }))
}
