import { NacreError } from '#core/errors.ts'
import type { Entity } from '#core/knowledge.ts'
import type { GraphStore } from './graph-store.ts'

/** The thing that a name most probably means. Throws `not-found` where the graph knows none. */
export async function requireEntity(name: string, graph: Pick<GraphStore, 'findEntities'>): Promise<Entity> {
  const [entity] = await graph.findEntities(name, { limit: 1 })
  if (entity !== undefined) return entity
  throw new NacreError(
    'not-found',
    `The graph knows nothing called "${name}". "nacre search" finds text that speaks of it.`,
  )
}
