import type { ThoughtGraph, ThoughtNode } from '#core/trace.ts'
import type { Thinking } from '#core/thinking.ts'
import type { Entity } from '#core/knowledge.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { readThoughtEdge } from './read-thought-edge.ts'

/** Edges of an entity among which a relation is looked for. */
const edgesRead = 500
/** A thinking with more is not a thinking; the rest is left out. */
const mostEdges = 64

/**
 * The graph inside the thinking of all rounds as nodes and relations: names are looked up in the graph of the corpus, and each
 * relation tells in which round it first stood and whether the corpus states it too, with the passages that do. It belongs to
 * the trace and goes with it: searches never walk over what only a model has thought. Undefined where no line states a relation.
 */
export async function resolveThoughtGraph(
  rounds: readonly { readonly index: number; readonly thinking: Thinking }[],
  graph: Pick<GraphStore, 'findEntities' | 'neighbours'>,
): Promise<ThoughtGraph | undefined> {
  const entities = new Map<string, Promise<Entity | undefined>>()
  const find = (name: string): Promise<Entity | undefined> => {
    const found = entities.get(name) ?? graph.findEntities(name, { limit: 1 }).then(([entity]) => entity)
    entities.set(name, found)
    return found
  }
  const nodes = new Map<string, ThoughtNode>()
  const edges = new Map<string, ThoughtGraph['edges'][number]>()
  for (const { index, thinking } of rounds) {
    const lines = thinking
      .filter(({ category }) => category === 'Knowledge Graph')
      .flatMap(({ statements }) => statements)
    for (const { text } of lines) {
      const edge = readThoughtEdge(text)
      if (edge === undefined || edges.size === mostEdges) continue
      const [subject, object] = await Promise.all([find(edge.subject), find(edge.object)])
      const ends = [toNode(edge.subject, subject), toNode(edge.object, object)] as const
      for (const node of ends) nodes.set(node.name, node)
      const key = JSON.stringify([ends[0].name, edge.type, ends[1].name])
      if (edges.has(key)) continue
      const chunkIds =
        subject === undefined || object === undefined ? [] : await statedIn(subject, edge.type, object, graph)
      edges.set(key, { subject: ends[0].name, type: edge.type, object: ends[1].name, round: index, chunkIds })
    }
  }
  return edges.size === 0 ? undefined : { nodes: [...nodes.values()], edges: [...edges.values()] }
}

function toNode(printed: string, entity: Entity | undefined): ThoughtNode {
  return entity === undefined ? { name: printed } : { name: entity.name, entityId: entity.id }
}

async function statedIn(
  subject: Entity,
  type: string,
  object: Entity,
  graph: Pick<GraphStore, 'neighbours'>,
): Promise<readonly string[]> {
  const around = await graph.neighbours(subject.id, { limit: edgesRead })
  const stated = around.filter(
    ({ entity, relation, direction }) => direction === 'out' && entity.id === object.id && relation.type === type,
  )
  return [...new Set(stated.flatMap(({ evidence }) => evidence.map(({ chunkId }) => chunkId)))]
}
