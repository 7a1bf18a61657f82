import { z } from 'zod'
import type { Entity } from '#core/knowledge.ts'
import type { Community } from '#graph/find-communities.ts'
import type { EvidenceInDocument, GraphStats } from '#graph/graph-store.ts'
import type { StatedPath } from '#graph/retrieve/state-paths.ts'
import type { WalkedNeighbour } from '#graph/walk-neighbours.ts'

export const entitySchema = z.object({ id: z.string(), name: z.string(), type: z.string() })
export const evidenceSchema = z.object({
  chunk_id: z.string(),
  document_id: z.string(),
  page: z.number().int().nullable(),
  start: z.number().int(),
  end: z.number().int(),
  sentence: z.string(),
})
/** What was left out of an answer, where something was; `total` is null where nobody counted. */
export const truncatedSchema = z
  .object({ shown: z.number().int(), total: z.number().int().nullable(), by: z.string() })
  .nullable()

export const neighboursReplySchema = z.object({
  entity: entitySchema,
  neighbours: z.array(
    entitySchema.extend({
      depth: z.number().int(),
      from: entitySchema,
      relation: z.string(),
      predicate: z.string(),
      direction: z.enum(['out', 'in']),
      evidence: z.array(evidenceSchema),
    }),
  ),
})

/** `nacre graph neighbours` in the shape that the CLI and the API promise. */
export function toNeighboursReply(
  entity: Entity,
  neighbours: readonly WalkedNeighbour[],
): z.input<typeof neighboursReplySchema> {
  return {
    entity: toWireEntity(entity),
    neighbours: neighbours.map((neighbour) => ({
      ...toWireEntity(neighbour.entity),
      depth: neighbour.depth,
      from: toWireEntity(neighbour.from),
      relation: neighbour.relation.type,
      predicate: neighbour.relation.predicate,
      direction: neighbour.direction,
      evidence: neighbour.evidence.map(toWireEvidence),
    })),
  }
}

export function toWireEntity({ id, name, type }: Entity) {
  return { id, name, type }
}

export function toWireEvidence({ chunkId, documentId, page, start, end, sentence }: EvidenceInDocument) {
  return { chunk_id: chunkId, document_id: documentId, page: page ?? null, start, end, sentence }
}

const stepSchema = z.object({
  subject: z.string(),
  relation: z.string(),
  predicate: z.string(),
  object: z.string(),
  evidence: z.array(evidenceSchema),
})

export const pathsReplySchema = z.object({
  from: entitySchema,
  to: entitySchema,
  paths: z.array(z.object({ entities: z.array(entitySchema), steps: z.array(z.array(stepSchema)), cost: z.number() })),
})

/** Paths between two things in the shape that the CLI and the API promise. */
export function toPathsReply(found: {
  readonly from: Entity
  readonly to: Entity
  readonly paths: readonly StatedPath[]
}): z.infer<typeof pathsReplySchema> {
  return {
    from: toWireEntity(found.from),
    to: toWireEntity(found.to),
    paths: found.paths.map(({ entities, steps, cost }) => ({
      entities: entities.map(toWireEntity),
      steps: steps.map((relations) =>
        relations.map(({ subject, relation, object, evidence }) => ({
          subject: subject.name,
          relation: relation.type,
          predicate: relation.predicate,
          object: object.name,
          evidence: evidence.map(toWireEvidence),
        })),
      ),
      cost,
    })),
  }
}

const count = z.number().int()
export const statsReplySchema = z.object({
  documents: count,
  chunks: count,
  entities: count,
  merges: count,
  mentions: count,
  relations: count,
  evidence: count,
  quantities: count,
  tasks: count,
  traces: count,
  pairs: count,
  entities_by_type: z.record(z.string(), count),
  relations_by_type: z.record(z.string(), count),
})

/** `nacre graph stats` in the shape that the CLI and the API promise. */
export function toStatsReply(stats: GraphStats): z.input<typeof statsReplySchema> {
  const { entitiesByType, relationsByType, ...counts } = stats
  return { ...counts, entities_by_type: { ...entitiesByType }, relations_by_type: { ...relationsByType } }
}

export const communitiesReplySchema = z.object({
  communities: z.array(
    z.object({ name: z.string(), size: count, members: z.array(entitySchema.extend({ mentions: count })) }),
  ),
  total: count,
  modularity: z.number(),
  alone: count,
})

/** `nacre graph communities` in the shape that the CLI and the API promise. */
export function toCommunitiesReply(
  found: { readonly communities: readonly Community[]; readonly modularity: number; readonly alone: number },
  shown: { readonly limit: number; readonly members: number },
) {
  return {
    communities: found.communities.slice(0, shown.limit).map(({ name, members }) => ({
      name,
      size: members.length,
      members: members.slice(0, shown.members).map(({ id, name, type, mentions }) => ({ id, name, type, mentions })),
    })),
    total: found.communities.length,
    modularity: found.modularity,
    alone: found.alone,
  }
}
