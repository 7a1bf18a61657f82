import type { Entity, Evidence, Mention, Relation } from '#core/knowledge.ts'
import type { DumpKind } from './dump-line.ts'
import type { GraphStore } from './graph-store.ts'

/** A thing of the graph, as it leaves it. */
export interface Concept extends Pick<Entity, 'id' | 'name' | 'type'> {
  readonly mentions: number
}

/** A statement between two things, as it leaves the graph. */
export interface Statement extends Relation {
  /** Number of sentences that state it. */
  readonly evidence: number
  /** One of them. */
  readonly sentence: string
}

/**
 * The things and statements of a graph as two streams, each in order of id and as often as it is asked for. What is kept
 * meanwhile is a count a thing and one sentence a statement.
 */
export async function readConcepts(
  store: Pick<GraphStore, 'dump'>,
): Promise<{ concepts(): AsyncGenerator<Concept>; statements(): AsyncGenerator<Statement> }> {
  const mentions = new Map<string, number>()
  const stated = new Map<string, { evidence: number; sentence: string }>()
  for await (const { entityId } of readKind<Mention>(store, 'mention')) {
    mentions.set(entityId, (mentions.get(entityId) ?? 0) + 1)
  }
  for await (const { relationId, sentence } of readKind<Evidence>(store, 'evidence')) {
    const known = stated.get(relationId)
    if (known === undefined) stated.set(relationId, { evidence: 1, sentence })
    else known.evidence += 1
  }
  return {
    async *concepts() {
      for await (const { id, name, type } of readKind<Entity>(store, 'entity')) {
        yield { id, name, type, mentions: mentions.get(id) ?? 0 }
      }
    },
    async *statements() {
      for await (const { id, subjectId, objectId, type, predicate } of readKind<Relation>(store, 'relation')) {
        yield { id, subjectId, objectId, type, predicate, ...(stated.get(id) ?? { evidence: 0, sentence: '' }) }
      }
    },
  }
}

async function* readKind<T>(store: Pick<GraphStore, 'dump'>, kind: DumpKind): AsyncGenerator<T> {
  for await (const line of store.dump({ kinds: [kind] })) yield (JSON.parse(line) as [DumpKind, string, T])[2]
}
