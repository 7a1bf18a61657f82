import { setImmediate as turn } from 'node:timers/promises'
import type { Random } from '#core/create-random.ts'
import { drawChunks, type Drawing } from '#agents/tasks/draw-chunks.ts'
import { throwIfCancelled } from '#core/errors.ts'
import type { Entity } from '#core/knowledge.ts'
import type { PathStep } from '#core/task.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { isGenericName } from './is-generic-name.ts'
import { isReadableEvidence } from './is-readable-evidence.ts'
import { isVague } from './is-vague.ts'
import { toPathStep } from './to-path-step.ts'

/** Edges of an entity that are looked at. */
const edgesTried = 64

type Graph = Pick<
  GraphStore,
  'documentIds' | 'chunksOfDocument' | 'relationsOfChunks' | 'neighbours' | 'entitiesOfChunks' | 'dump'
>

/**
 * Two stated relations of one thing, read in two passages of which neither names what the other one leads to: "which material
 * dissolves hydroxyapatite and is produced by fermentation?". Only one thing of its kind does both. The same graph and
 * randomness give the same origins in the same order; each relation opens at most one.
 */
export async function* findOrigins(
  { random, drawing = {} }: { readonly random: Random; readonly drawing?: Drawing },
  graph: Graph,
  options: { signal?: AbortSignal } = {},
): AsyncGenerator<readonly PathStep[]> {
  const asked = new Set<string>()
  for await (const chunk of drawChunks(graph, random, drawing)) {
    await turn()
    throwIfCancelled(options.signal)
    for (const { relation, subject, object, evidence } of random.shuffle(await graph.relationsOfChunks([chunk.id]))) {
      const place = evidence[0]
      if (place === undefined || isVague(relation) || isGenericName(subject.name) || isGenericName(object.name))
        continue
      if (!isReadableEvidence(relation, place.sentence) || says(object.name, subject)) continue
      const first = toPathStep({ relation, subject, object, place })
      const second = await findOther({ subject, object, relation }, place)
      if (second === undefined) continue
      const key = [first, second]
        .map((step) => `${step.predicate} ${step.object}`)
        .toSorted()
        .join(' ')
      if (!asked.has(key)) yield [first, second]
      asked.add(key)
    }
  }

  async function findOther(
    first: { readonly subject: Entity; readonly object: Entity; readonly relation: { readonly predicate: string } },
    { chunkId, sentence }: { readonly chunkId: string; readonly sentence: string },
  ): Promise<PathStep | undefined> {
    const { subject, object } = first
    const edges = await graph.neighbours(subject.id, { limit: edgesTried })
    for (const { direction, relation, entity, evidence } of random.shuffle(edges)) {
      if (direction !== 'out' || isVague(relation) || says(sentence, entity) || isGenericName(entity.name)) continue
      if (says(entity.name, subject) || says(entity.name, object) || says(object.name, entity)) continue
      const place = evidence.find(
        (each) =>
          each.chunkId !== chunkId && isReadableEvidence(relation, each.sentence) && !says(each.sentence, object),
      )
      if (place === undefined) continue
      const isOnly = await isOnlyOne(subject, [first, { relation, object: entity }])
      if (isOnly) return toPathStep({ relation, subject, object: entity, place })
    }
    return undefined
  }

  /** Nothing else of its kind has both. */
  async function isOnlyOne(
    { id, type }: Entity,
    ends: readonly { readonly relation: { readonly predicate: string }; readonly object: Entity }[],
  ): Promise<boolean> {
    const [a, b] = await Promise.all(
      ends.map(async ({ relation, object }) => {
        const edges = await graph.neighbours(object.id, { limit: edgesTried })
        const alike = edges.filter(
          (edge) =>
            edge.direction === 'in' && edge.relation.predicate === relation.predicate && edge.entity.type === type,
        )
        return new Set(alike.map(({ entity }) => entity.id))
      }),
    )
    return [...a!].every((other) => other === id || !b!.has(other))
  }
}

function says(text: string, { name }: Entity): boolean {
  return text.toLowerCase().includes(name.toLowerCase())
}
