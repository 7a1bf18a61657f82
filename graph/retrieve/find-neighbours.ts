import type { Chunk } from '#core/chunk.ts'
import { NacreError, throwIfCancelled } from '#core/errors.ts'
import type { ContextPassage, ContextRelation } from '#core/task.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import { isBeside } from './is-beside.ts'
import { relationsAround } from './relations-around.ts'
import { weighEntities, type WeighedEntity } from './weigh-entities.ts'

export interface NeighbourLimits {
  /** Passages near in meaning. */
  readonly vectors: number
  /** Passages that share entities. */
  readonly graph: number
  readonly relations: number
  readonly signal?: AbortSignal | undefined
}

/** What stands near a passage. */
export interface Neighbourhood {
  /** Those found by vectors first, then those found by the graph; none twice. */
  readonly passages: readonly ContextPassage[]
  readonly relations: readonly ContextRelation[]
}

export interface NeighbourStores {
  readonly graph: GraphStore
  readonly vectors: Pick<VectorStore, 'get' | 'search' | 'count'>
}

/** Entities of the passage that lead to others: the rarest ones, because a word that is everywhere leads nowhere. */
const mostEntities = 12
/** Passages looked at for one that is wanted; the rest stands beside the passage or is not ready. */
const candidatesPerPassage = 8
/** A passage of another document that shares as much as one of the same document goes first. */
const sameDocumentWeight = 0.5

/**
 * The neighbours of a chunk in the vectors and in the graph, and the relations around it, in a fixed order. Of the chunks
 * that stand beside the chunk or beside a neighbour in the same document, one at most is taken. In the graph, a chunk
 * counts by the summed rarity ln(1 + chunks / chunks that mention it) of the entities it shares. Throws `not-found`.
 */
export async function findNeighbours(
  chunkId: string,
  limits: NeighbourLimits,
  { graph, vectors }: NeighbourStores,
): Promise<Neighbourhood> {
  const chunk = (await graph.getChunks([chunkId])).get(chunkId)
  if (chunk === undefined) {
    throw new NacreError('not-found', `There is no passage ${chunkId}. "nacre docs show" lists those of a document.`)
  }
  const entities = (await weighEntities(chunkId, { graph, vectors })).slice(0, mostEntities)
  throwIfCancelled(limits.signal)
  const near = await nearInVectors(chunk, limits.vectors, { graph, vectors })
  throwIfCancelled(limits.signal)
  const kept = [chunk, ...near.map((found) => found.chunk)]
  const linked = await nearInGraph(chunk, entities, { graph, limit: limits.graph, kept })
  throwIfCancelled(limits.signal)

  const found = [...near, ...linked]
  const [titles, shared, relations] = await Promise.all([
    graph.documentTitles(found.map((item) => item.chunk.documentId)),
    sharedNames(entities, found, graph),
    relationsAround(chunk, entities, { graph, limit: limits.relations }),
  ])
  const passages = found.map(({ chunk: { id, documentId, page, text }, foundIn, score }): ContextPassage => {
    const title = titles.get(documentId) ?? ''
    const passage = { chunkId: id, documentId, title, text, foundIn, score, through: shared.get(id) ?? [] }
    return page === undefined ? passage : { ...passage, page }
  })
  return { passages, relations }
}

interface Found {
  readonly chunk: Chunk
  readonly foundIn: ContextPassage['foundIn']
  readonly score: number
}

async function nearInVectors(chunk: Chunk, limit: number, { graph, vectors }: NeighbourStores): Promise<Found[]> {
  const vector = (await vectors.get([chunk.id])).get(chunk.id)
  if (vector === undefined || limit === 0) return []
  const scored = await vectors.search(vector, { limit: 1 + limit * candidatesPerPassage })
  const chunks = await graph.getChunks(scored.map(({ id }) => id))
  const ranked = scored.flatMap(({ id, score }): Found[] => {
    const found = chunks.get(id)
    return found === undefined ? [] : [{ chunk: found, foundIn: 'vectors', score }]
  })
  return takeApart(ranked, [chunk], limit)
}

async function nearInGraph(
  chunk: Chunk,
  entities: readonly WeighedEntity[],
  { graph, limit, kept }: { graph: GraphStore; limit: number; kept: readonly Chunk[] },
): Promise<Found[]> {
  if (limit === 0 || entities.length === 0) return []
  const weights = new Map(entities.map(({ entity, weight }) => [entity.id, weight]))
  const candidates = await graph.chunksOfEntities([...weights.keys()], { limit: 1 + kept.length + limit * 25 })
  const chunks = await graph.getChunks(candidates.map((candidate) => candidate.chunkId))
  const ranked = candidates.flatMap(({ chunkId, entityIds }) => {
    const found = chunks.get(chunkId)
    if (found === undefined) return []
    const shared = entityIds.reduce((sum, id) => sum + (weights.get(id) ?? 0), 0)
    const weight = found.documentId === chunk.documentId ? shared * sameDocumentWeight : shared
    return [{ chunk: found, foundIn: 'graph' as const, score: entityIds.length, weight }]
  })
  ranked.sort((a, b) => b.weight - a.weight || (a.chunk.id < b.chunk.id ? -1 : 1))
  return takeApart(ranked, kept, limit)
}

/** The first that are not taken yet, with at most one in all that stands beside one that is. */
function takeApart(ranked: readonly Found[], taken: readonly Chunk[], limit: number): Found[] {
  const kept: Found[] = []
  let besides = taken
    .slice(1)
    .filter((chunk, at) => taken.slice(0, at + 1).some((other) => isBeside(chunk, other))).length
  for (const { chunk, foundIn, score } of ranked) {
    if (kept.length === limit) break
    const others = [...taken, ...kept.map((found) => found.chunk)]
    if (others.some((other) => other.id === chunk.id)) continue
    if (others.some((other) => isBeside(chunk, other))) {
      if (besides > 0) continue
      besides += 1
    }
    kept.push({ chunk, foundIn, score })
  }
  return kept
}

async function sharedNames(
  entities: readonly WeighedEntity[],
  found: readonly Found[],
  graph: GraphStore,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const mentioned = await graph.entitiesOfChunks(found.map(({ chunk }) => chunk.id))
  return new Map(
    [...mentioned].map(([id, list]) => {
      const ids = new Set(list.map(({ entity }) => entity.id))
      return [id, entities.filter(({ entity }) => ids.has(entity.id)).map(({ entity }) => entity.name)]
    }),
  )
}
