import { z } from 'zod'
import { entityTypes, relationTypes } from '#core/knowledge.ts'
import type { GraphStore } from '#graph/graph-store.ts'

const kind = z.object({ type: z.string(), count: z.number().int() })

export const graphSchemaReply = z.object({
  store: z.string(),
  entity_types: z.array(kind),
  relation_types: z.array(kind),
})

/** The kinds of things and statements that a graph can hold, with how many of each it does. */
export async function describeGraphSchema(graph: GraphStore): Promise<z.input<typeof graphSchemaReply>> {
  const { entitiesByType, relationsByType } = await graph.stats()
  return {
    store: graph.kind,
    entity_types: entityTypes.map((type) => ({ type, count: entitiesByType[type] ?? 0 })),
    relation_types: relationTypes.map((type) => ({ type, count: relationsByType[type] ?? 0 })),
  }
}
