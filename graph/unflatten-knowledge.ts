import type { DocumentKnowledge, Entity } from '#core/knowledge.ts'
import type { FlatKnowledge } from './flatten-knowledge.ts'

/** Brings stored records of one document back into the form that is written: by chunk, in the order of the chunks. */
export function unflattenKnowledge(
  flat: Omit<FlatKnowledge, 'definitions' | 'entities'> & { readonly entities: readonly Entity[] },
): DocumentKnowledge {
  const entityById = new Map(flat.entities.map((entity) => [entity.id, entity]))
  const relationById = new Map(flat.relations.map((relation) => [relation.id, relation]))
  const pick = <T>(records: ReadonlyMap<string, T>, ids: Iterable<string>): T[] =>
    [...new Set(ids)].flatMap((id) => records.get(id) ?? [])
  const mentions = Map.groupBy(flat.mentions, ({ chunkId }) => chunkId)
  const evidence = Map.groupBy(flat.evidence, ({ chunkId }) => chunkId)
  const quantities = Map.groupBy(flat.quantities, ({ chunkId }) => chunkId)
  const knowledge = flat.chunks.map(({ id: chunkId }) => {
    const own = {
      mentions: mentions.get(chunkId) ?? [],
      evidence: evidence.get(chunkId) ?? [],
      quantities: quantities.get(chunkId) ?? [],
    }
    const relations = pick(
      relationById,
      own.evidence.map(({ relationId }) => relationId),
    )
    const entities = pick(entityById, [
      ...own.mentions.map(({ entityId }) => entityId),
      ...relations.flatMap(({ subjectId, objectId }) => [subjectId, objectId]),
      ...own.quantities.flatMap(({ materialId }) => materialId ?? []),
    ])
    return { chunkId, entities, relations, ...own }
  })
  return { document: flat.document, chunks: flat.chunks, knowledge }
}
