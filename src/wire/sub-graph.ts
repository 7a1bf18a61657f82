import { z } from 'zod'
import type { Entity } from '#core/knowledge.ts'
import type { StatedRelation } from '#graph/graph-store.ts'
import { entitySchema, evidenceSchema, toWireEntity, toWireEvidence, truncatedSchema } from './graph-views.ts'

export const subGraphSchema = z.object({
  nodes: z.array(entitySchema.extend({ mentions: z.number().int() })),
  edges: z.array(
    z.object({
      id: z.string(),
      subject_id: z.string(),
      object_id: z.string(),
      type: z.string(),
      predicate: z.string(),
      evidence: z.array(evidenceSchema),
    }),
  ),
  truncated: truncatedSchema,
})

/** What some passages speak of: the things mentioned most, at most `limit`, and the statements between them. */
export function toSubGraph(
  mentioned: Iterable<readonly { readonly entity: Entity; readonly mentions: number }[]>,
  relations: readonly StatedRelation[],
  { limit }: { readonly limit: number },
): z.input<typeof subGraphSchema> {
  const things = new Map<string, { entity: Entity; mentions: number }>()
  for (const list of mentioned) {
    for (const { entity, mentions } of list) {
      const known = things.get(entity.id)
      if (known === undefined) things.set(entity.id, { entity, mentions })
      else known.mentions += mentions
    }
  }
  for (const { subject, object } of relations) {
    for (const entity of [subject, object]) if (!things.has(entity.id)) things.set(entity.id, { entity, mentions: 0 })
  }
  const nodes = [...things.values()]
    .sort((a, b) => b.mentions - a.mentions || (a.entity.id < b.entity.id ? -1 : 1))
    .slice(0, limit)
  const shown = new Set(nodes.map(({ entity }) => entity.id))
  const edges = relations.filter(({ subject, object }) => shown.has(subject.id) && shown.has(object.id))
  return {
    nodes: nodes.map(({ entity, mentions }) => ({ ...toWireEntity(entity), mentions })),
    edges: edges.map(toWireEdge),
    truncated: things.size > limit ? { shown: limit, total: things.size, by: 'limit' } : null,
  }
}

function toWireEdge({ relation, subject, object, evidence }: StatedRelation) {
  return {
    id: relation.id,
    subject_id: subject.id,
    object_id: object.id,
    type: relation.type,
    predicate: relation.predicate,
    evidence: evidence.map(toWireEvidence),
  }
}
