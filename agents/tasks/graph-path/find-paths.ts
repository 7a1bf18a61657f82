import { setImmediate as turn } from 'node:timers/promises'
import type { Random } from '#core/create-random.ts'
import { drawChunks, type Drawing } from '#agents/tasks/draw-chunks.ts'
import { throwIfCancelled } from '#core/errors.ts'
import type { Entity } from '#core/knowledge.ts'
import type { PathStep } from '#core/task.ts'
import type { EvidenceInDocument, GraphStore, Neighbour } from '#graph/graph-store.ts'
import { isGenericName } from './is-generic-name.ts'
import { isReadableEvidence } from './is-readable-evidence.ts'
import { toPathStep } from './to-path-step.ts'

/** Edges of an entity that are looked at for the next step. */
const edgesTried = 64

type Graph = Pick<
  GraphStore,
  'documentIds' | 'chunksOfDocument' | 'relationsOfChunks' | 'neighbours' | 'entitiesOfChunks' | 'dump'
>

/**
 * Paths of `hops` stated relations, each read in another chunk, none of which names what a later step brings in: so a
 * question about the end cannot be answered from one passage. Each step has one answer only. At most one path begins
 * with each stated relation; documents take turns. The same graph and randomness give the same paths in the same order.
 */
export async function* findPaths(
  { hops, random, drawing = {} }: { readonly hops: number; readonly random: Random; readonly drawing?: Drawing },
  graph: Graph,
  options: { signal?: AbortSignal } = {},
): AsyncGenerator<readonly PathStep[]> {
  for await (const chunk of drawChunks(graph, random, drawing)) {
    await turn()
    throwIfCancelled(options.signal)
    const stated = await graph.relationsOfChunks([chunk.id])
    for (const { relation, subject, object, evidence } of random.shuffle(stated)) {
      const place = evidence[0]
      if (place === undefined || !isSaid(relation, place) || names(relation) || isGenericName(subject.name)) continue
      const around = await graph.neighbours(subject.id, { limit: edgesTried })
      if (!isOnlyOne({ direction: 'out', relation, entity: object }, around)) continue
      const first = toPathStep({ relation, subject, object, place })
      const way = { steps: [first], end: object, start: subject, chunkIds: [chunk.id], said: [place.sentence] }
      const path = await extend(way, hops)
      if (path !== undefined) yield path
    }
  }

  async function extend(way: Way, length: number): Promise<readonly PathStep[] | undefined> {
    if (way.steps.length === length) return way.steps
    const edges = await graph.neighbours(way.end.id, { limit: edgesTried })
    const isLast = way.steps.length === length - 1
    const leadsOn = (edge: Edge): boolean =>
      edge.direction === 'out' &&
      !way.said.some((sentence) => says(sentence, edge.entity)) &&
      (names(edge.relation) ? isLast : isOnlyOne(edge, edges))
    for (const edge of random.shuffle(edges.filter((each) => leadsOn(each)))) {
      const place = edge.evidence.find(
        (each) =>
          !way.chunkIds.includes(each.chunkId) && isSaid(edge.relation, each) && !says(each.sentence, way.start),
      )
      if (place === undefined) continue
      const step = toPathStep({ relation: edge.relation, subject: way.end, object: edge.entity, place })
      const found = await extend(
        {
          steps: [...way.steps, step],
          end: edge.entity,
          start: way.start,
          chunkIds: [...way.chunkIds, place.chunkId],
          said: [...way.said, place.sentence],
        },
        length,
      )
      if (found !== undefined) return found
    }
    return undefined
  }
}

interface Way {
  readonly steps: readonly PathStep[]
  readonly start: Entity
  readonly end: Entity
  readonly chunkIds: readonly string[]
  /** The sentences so far: none may name what is still to be found. */
  readonly said: readonly string[]
}

type Edge = Pick<Neighbour, 'direction' | 'relation' | 'entity'>

/** "has": the question names its object, a property, so it can only come last. */
function names({ predicate }: { readonly predicate: string }): boolean {
  return predicate === 'has'
}

/** Whether "which material does it form?" has one answer: no other edge of the same verb leads to the same kind. */
function isOnlyOne({ relation, entity }: Edge, edges: readonly Edge[]): boolean {
  const alike = edges.filter(
    (other) =>
      other.direction === 'out' && other.relation.predicate === relation.predicate && other.entity.type === entity.type,
  )
  return alike.length === 1
}

function isSaid(relation: { readonly predicate: string }, { sentence }: EvidenceInDocument): boolean {
  return isReadableEvidence(relation, sentence)
}

function says(sentence: string, { name }: Entity): boolean {
  return sentence.toLowerCase().includes(name.toLowerCase())
}
