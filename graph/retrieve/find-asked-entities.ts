import type { Entity } from '#core/knowledge.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { contentStems } from './read-words.ts'

export interface AskedEntity {
  readonly entity: Entity
  /** Share of the words of its name that stand in the query, by the number of passages that mention it: HippoRAG's seed weight. */
  readonly weight: number
}

/** Half of a name is enough: `Journal of Psychotherapy` speaks of `Journal of Psychotherapy Integration`. */
const leastShare = 0.5

/** The entities that a query speaks of, heaviest first: among those that these passages mention. */
export async function findAskedEntities(
  query: string,
  chunkIds: readonly string[],
  graph: Pick<GraphStore, 'entitiesOfChunks' | 'chunkFrequency'>,
): Promise<readonly AskedEntity[]> {
  const asked = new Set(contentStems(query))
  const shares = new Map<string, { entity: Entity; share: number }>()
  for (const mentioned of (await graph.entitiesOfChunks(chunkIds)).values()) {
    for (const { entity } of mentioned) {
      if (shares.has(entity.id)) continue
      const stems = contentStems(entity.name)
      const share = stems.filter((stem) => asked.has(stem)).length / Math.max(1, stems.length)
      if (share >= leastShare) shares.set(entity.id, { entity, share })
    }
  }
  const frequency = await graph.chunkFrequency([...shares.keys()])
  return Array.from(shares.values(), ({ entity, share }) => {
    return { entity, weight: share / Math.max(1, frequency.get(entity.id) ?? 1) }
  }).sort((a, b) => b.weight - a.weight || (a.entity.id < b.entity.id ? -1 : 1))
}
