import type { Entity, RelationType } from '#core/knowledge.ts'
import type { Task } from '#core/task.ts'
import type { GraphStore, StatedRelation } from '#graph/graph-store.ts'
import { entitiesInText } from './entities-in-text.ts'
import { isNamedRelation } from './is-named-relation.ts'
import type { NeighbourhoodEdge, NeighbourhoodGraph } from './neighbourhood-graph.ts'

/** Entities of the key sentence that the picture starts from. */
const mostTaskEntities = 7
/** Edges looked at for each of them. */
const edgesPerEntity = 30
/** Below so many nodes, what merely stands in one sentence is shown as well. */
const fewNodes = 8

/** How much a reader learns from a relation of a type. */
const worth: Readonly<Record<RelationType, number>> = {
  INFLUENCES: 6,
  PRODUCED_BY: 4.5,
  USED_FOR: 4.5,
  HAS_PROPERTY: 4,
  MADE_OF: 4,
  PART_OF: 4,
  RELATES_TO: 3.5,
  IS_A: 2.5,
}

interface Candidate extends NeighbourhoodEdge {
  readonly ends: readonly [Entity, Entity]
  readonly isNamed: boolean
  readonly isKey: boolean
  readonly score: number
}

/**
 * Picks what the picture of a task shows, at most `limit` entities: those named in the key sentence, then what the key
 * sentence, the passage and its context say of them, step by step away from them; relations with a verb of their own
 * before mere co-occurrence, and no single entity with all the edges. The same graph gives the same picture.
 */
export async function gatherNeighbourhood(
  task: Task,
  graph: Pick<GraphStore, 'entitiesOfChunks' | 'neighbours' | 'relationsOfChunks'>,
  { limit }: { limit: number },
): Promise<NeighbourhoodGraph> {
  const passageId = task.passage.chunkId
  const contextIds = [...new Set(task.context.passages.map((passage) => passage.chunkId))].filter(
    (id) => id !== passageId,
  )
  const inPassage = (await graph.entitiesOfChunks([passageId])).get(passageId) ?? []
  const stated = await graph.relationsOfChunks([passageId, ...contextIds])

  const named = entitiesInText(
    inPassage.map(({ entity }) => entity),
    task.keySentence.text,
  )
  const atKey = stated
    .filter((relation) => isInKeySentence(relation, task))
    .flatMap(({ subject, object }) => [subject, object])
  const start = named.length > 1 ? named : unique([...named, ...atKey, ...inPassage.map(({ entity }) => entity)])
  const taskEntities = start.slice(0, Math.min(mostTaskEntities, limit))

  const around = await Promise.all(
    taskEntities.map(async (entity) => {
      const edges = await graph.neighbours(entity.id, { limit: edgesPerEntity, evidenceLimit: 1 })
      return edges.map(({ entity: other, relation, direction, evidence }): StatedRelation => {
        return {
          relation,
          evidence,
          ...(direction === 'out' ? { subject: entity, object: other } : { subject: other, object: entity }),
        }
      })
    }),
  )
  const taskIds = new Set(taskEntities.map(({ id }) => id))
  const candidates = new Map<string, Candidate>()
  for (const relation of [...stated, ...around.flat()]) {
    const candidate = rate(relation, task, taskIds)
    if (candidate !== undefined && !candidates.has(relation.relation.id))
      candidates.set(relation.relation.id, candidate)
  }
  return grow(taskEntities, [...candidates.values()], limit)
}

function rate(stated: StatedRelation, task: Task, taskIds: ReadonlySet<string>): Candidate | undefined {
  const { relation, subject, object } = stated
  const evidence = stated.evidence.find((item) => isAtKey(item, task)) ?? stated.evidence[0]
  if (evidence === undefined || subject.id === object.id) return undefined
  const isNamed = isNamedRelation(relation)
  const isKey = isAtKey(evidence, task)
  const place = isKey ? 5 : evidence.chunkId === task.passage.chunkId ? 2 : 0
  const ends = [subject, object].filter(({ id }) => taskIds.has(id)).length
  const clumsy = [subject, object].filter(({ name }) => name.length > 30).length * 2
  const score = (isNamed ? worth[relation.type] : 0) + place + 2 * ends - clumsy
  return { relation, evidence, ends: [subject, object], isNamed, isKey, score }
}

/** Adds the best edge that touches the picture, again and again. */
function grow(taskEntities: readonly Entity[], candidates: readonly Candidate[], limit: number): NeighbourhoodGraph {
  const nodes = new Map(taskEntities.map((entity) => [entity.id, entity]))
  const edges = new Map<string, Candidate>()
  const degrees = new Map<string, number>()
  const degree = (entity: Entity): number => degrees.get(entity.id) ?? 0
  const steps = new Map(taskEntities.map((entity) => [entity.id, 0]))
  const stepsTo = (entities: readonly Entity[]): number =>
    Math.min(...entities.map(({ id }) => steps.get(id) ?? Infinity))
  const mostEdges = Math.round(limit * 1.3)

  const addBest = (isAllowed: (candidate: Candidate) => boolean): boolean => {
    let best: { candidate: Candidate; value: number } | undefined
    for (const candidate of candidates) {
      const inside = candidate.ends.filter(({ id }) => nodes.has(id))
      if (inside.length === 0 || nodes.size + 2 - inside.length > limit) continue
      if (edges.has(pairKey(candidate.ends)) || !isAllowed(candidate)) continue
      const value = candidate.score - 0.7 * Math.max(...inside.map(degree)) - 1.5 * stepsTo(inside)
      const isBetter = best === undefined || value > best.value
      if (isBetter || (value === best?.value && candidate.relation.id < best.candidate.relation.id))
        best = { candidate, value }
    }
    if (best === undefined || edges.size >= mostEdges) return false
    edges.set(pairKey(best.candidate.ends), best.candidate)
    const step = stepsTo(best.candidate.ends) + 1
    for (const entity of best.candidate.ends) {
      if (!steps.has(entity.id)) steps.set(entity.id, step)
      nodes.set(entity.id, entity)
      degrees.set(entity.id, degree(entity) + 1)
    }
    return true
  }
  const taskIds = new Set(taskEntities.map(({ id }) => id))
  while (addBest((candidate) => candidate.isNamed));
  while (addBest(({ isNamed, ends }) => !isNamed && ends.some((end) => taskIds.has(end.id) && degree(end) === 0)));
  while (nodes.size < fewNodes && addBest(({ isNamed }) => !isNamed));

  return {
    nodes: [...nodes.values()].map((entity) => ({ entity, role: taskIds.has(entity.id) ? 'task' : 'around' })),
    edges: [...edges.values()].map(({ relation, evidence }) => ({ relation, evidence })),
  }
}

function isInKeySentence({ evidence }: StatedRelation, task: Task): boolean {
  return evidence.some((item) => isAtKey(item, task))
}

function isAtKey({ chunkId, start, end }: { chunkId: string; start: number; end: number }, task: Task): boolean {
  const key = task.keySentence
  return chunkId === key.chunkId && start < key.end && end > key.start
}

function unique(entities: readonly Entity[]): Entity[] {
  return [...new Map(entities.map((entity) => [entity.id, entity])).values()]
}

function pairKey([one, other]: readonly [Entity, Entity]): string {
  return one.id < other.id ? `${one.id} ${other.id}` : `${other.id} ${one.id}`
}
