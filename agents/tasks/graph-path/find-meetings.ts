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
 * Two stated relations that meet in one thing, read in two passages that do not name each other's beginning: "titanium
 * nitride particles pin a structure, and carbon nanotubes pin the same structure". Only one thing of its kind fits both. The
 * same graph and randomness give the same meetings in the same order; each relation opens at most one.
 */
export async function* findMeetings(
  { random, drawing = {} }: { readonly random: Random; readonly drawing?: Drawing },
  graph: Graph,
  options: { signal?: AbortSignal } = {},
): AsyncGenerator<readonly PathStep[]> {
  const met = new Set<string>()
  for await (const chunk of drawChunks(graph, random, drawing)) {
    await turn()
    throwIfCancelled(options.signal)
    for (const stated of random.shuffle(await graph.relationsOfChunks([chunk.id]))) {
      const { relation, subject, object, evidence } = stated
      const place = evidence[0]
      if (place === undefined || isVague(relation) || isGenericName(subject.name)) continue
      if (!isReadableEvidence(relation, place.sentence) || isNamedIn(object, subject)) continue
      const first = toPathStep({ relation, subject, object, place })
      const second = await findOther(place, { relation, subject, object })
      if (second === undefined) continue
      const key = [first, second]
        .map((step) => `${step.subject} ${step.predicate}`)
        .toSorted()
        .join(' ')
      if (!met.has(key)) yield [first, second]
      met.add(key)
    }
  }

  async function findOther(
    { chunkId, sentence }: { readonly chunkId: string; readonly sentence: string },
    first: { readonly relation: { readonly predicate: string }; readonly subject: Entity; readonly object: Entity },
  ): Promise<PathStep | undefined> {
    const { object, subject } = first
    const edges = await graph.neighbours(object.id, { limit: edgesTried })
    for (const { direction, relation, entity, evidence } of random.shuffle(edges)) {
      if (direction !== 'in' || isVague(relation) || says(sentence, entity) || isGenericName(entity.name)) continue
      if (isNamedIn(object, entity) || isNamedIn(subject, entity) || isNamedIn(entity, subject)) continue
      const place = evidence.find(
        (each) =>
          each.chunkId !== chunkId && isReadableEvidence(relation, each.sentence) && !says(each.sentence, subject),
      )
      if (place === undefined) continue
      const common = await commonObjects([first, { relation, subject: entity }], object)
      if (common.size === 1) return toPathStep({ relation, subject: entity, object, place })
    }
    return undefined
  }

  /** What both verbs lead to, of the kind that is asked for. */
  async function commonObjects(
    ends: readonly { readonly relation: { readonly predicate: string }; readonly subject: Entity }[],
    { type }: Entity,
  ): Promise<ReadonlySet<string>> {
    const [a, b] = await Promise.all(
      ends.map(async ({ relation, subject }) => {
        const edges = await graph.neighbours(subject.id, { limit: edgesTried })
        const alike = edges.filter(
          (edge) =>
            edge.direction === 'out' && edge.relation.predicate === relation.predicate && edge.entity.type === type,
        )
        return new Set(alike.map(({ entity }) => entity.id))
      }),
    )
    return new Set([...a!].filter((id) => b!.has(id)))
  }
}

function isNamedIn(a: Entity, b: Entity): boolean {
  return says(b.name, a)
}

function says(text: string, { name }: Entity): boolean {
  return text.toLowerCase().includes(name.toLowerCase())
}
