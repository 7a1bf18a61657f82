import { z } from 'zod'
import type { StatedRelation } from '#graph/graph-store.ts'
import { documentSchema } from './documents.ts'
import { entitySchema, evidenceSchema, toWireEntity, toWireEvidence, truncatedSchema } from './graph-views.ts'

export const provenanceSchema = z.object({
  document: documentSchema,
  statements: z.array(
    z.object({
      relation_id: z.string(),
      subject: entitySchema,
      relation: z.string(),
      predicate: z.string(),
      object: entitySchema,
      evidence: evidenceSchema,
    }),
  ),
  truncated: truncatedSchema,
})

/** Each statement of a document beside the sentence that makes it, in the order of the text, at most `limit`. */
export function toProvenance(
  document: z.input<typeof documentSchema>,
  relations: readonly StatedRelation[],
  { limit }: { readonly limit: number },
): z.input<typeof provenanceSchema> {
  const statements = relations
    .flatMap(({ relation, subject, object, evidence }) =>
      evidence.map((one) => ({
        relation_id: relation.id,
        subject: toWireEntity(subject),
        relation: relation.type,
        predicate: relation.predicate,
        object: toWireEntity(object),
        evidence: toWireEvidence(one),
      })),
    )
    .sort((a, b) => a.evidence.start - b.evidence.start || (a.relation_id < b.relation_id ? -1 : 1))
  const total = statements.length
  return {
    document,
    statements: statements.slice(0, limit),
    truncated: total > limit ? { shown: limit, total, by: 'limit' } : null,
  }
}
