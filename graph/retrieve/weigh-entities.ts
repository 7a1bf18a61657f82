import type { Entity } from '#core/knowledge.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { VectorStore } from '#graph/vector-store.ts'

export interface WeighedEntity {
  readonly entity: Entity
  /** ln(1 + chunks / chunks that mention it). */
  readonly weight: number
}

/** The entities of a chunk that another chunk mentions too, rarest first, then id. */
export async function weighEntities(
  chunkId: string,
  { graph, vectors }: { graph: GraphStore; vectors: Pick<VectorStore, 'count'> },
): Promise<readonly WeighedEntity[]> {
  const entities = (await graph.entitiesOfChunks([chunkId])).get(chunkId) ?? []
  const [frequencies, chunks] = await Promise.all([
    graph.chunkFrequency(entities.map(({ entity }) => entity.id)),
    vectors.count(),
  ])
  return entities
    .flatMap(({ entity }) => {
      const frequency = frequencies.get(entity.id) ?? 0
      return frequency < 2 ? [] : [{ entity, weight: Math.log(1 + chunks / frequency) }]
    })
    .sort((a, b) => b.weight - a.weight || (a.entity.id < b.entity.id ? -1 : 1))
}
