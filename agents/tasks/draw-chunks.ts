import type { Chunk } from '#core/chunk.ts'
import type { Random } from '#core/create-random.ts'
import type { Task } from '#core/task.ts'
import { findCommunities } from '#graph/find-communities.ts'
import type { GraphStore } from '#graph/graph-store.ts'

/** What is drawn from, and what counts as covered already. */
export interface Drawing {
  /** Documents to draw from; all where absent. */
  readonly documentIds?: readonly string[]
  /** Tasks there are: documents, communities and passages with fewest of them come first. */
  readonly covered?: readonly Task[]
  /** Which community an entity belongs to, as `readCommunities` says; read where absent. */
  readonly communities?: ReadonlyMap<string, number>
}

/**
 * Every chunk of the corpus once, in a random order in which the documents take turns and, within a document, the
 * communities of the graph: a long document is not asked about more often than a short one, nor a common topic more often
 * than a rare one. A chunk belongs to the community that most of its mentions do. The same corpus, randomness and
 * `covered` give the same order.
 */
export async function* drawChunks(
  graph: Pick<GraphStore, 'documentIds' | 'chunksOfDocument' | 'entitiesOfChunks' | 'dump'>,
  random: Random,
  { documentIds, covered = [], communities }: Drawing = {},
): AsyncGenerator<Chunk> {
  const shuffled = random.shuffle(documentIds ?? (await graph.documentIds()))
  const communityOf = communities ?? (await readCommunities(graph))
  const documentTurns = countBy(covered.map(({ passage }) => passage.documentId))
  const chunkTurns = countBy(covered.map(({ passage }) => passage.chunkId))
  const communityTurns = new Map<number, number>()
  const waiting = new Map<string, { chunk: Chunk; community: number }[]>()
  const open = async (documentId: string): Promise<{ chunk: Chunk; community: number }[]> => {
    const chunks = random.shuffle(await graph.chunksOfDocument(documentId))
    const mentioned = await graph.entitiesOfChunks(chunks.map(({ id }) => id))
    return chunks.map((chunk) => ({ chunk, community: mainCommunity(mentioned.get(chunk.id) ?? [], communityOf) }))
  }
  for (const { passage } of covered) {
    const mentioned = await graph.entitiesOfChunks([passage.chunkId])
    add(communityTurns, mainCommunity(mentioned.get(passage.chunkId) ?? [], communityOf))
  }

  for (let left = shuffled; left.length > 0; left = left.filter((id) => waiting.get(id)?.length !== 0)) {
    const fewest = Math.min(...left.map((id) => documentTurns.get(id) ?? 0))
    for (const documentId of left.filter((id) => (documentTurns.get(id) ?? 0) === fewest)) {
      const chunks = waiting.get(documentId) ?? (await open(documentId))
      waiting.set(documentId, chunks)
      add(documentTurns, documentId)
      const next = leastCovered(chunks, ({ chunk, community }) => [
        chunkTurns.get(chunk.id) ?? 0,
        communityTurns.get(community) ?? 0,
      ])
      if (next === undefined) continue
      chunks.splice(chunks.indexOf(next), 1)
      add(communityTurns, next.community)
      yield next.chunk
    }
  }
}

/** No community: what nothing is said of. */
const alone = -1

/** The community of each entity that has one; it costs a pass over the graph. */
export async function readCommunities(graph: Pick<GraphStore, 'dump'>): Promise<ReadonlyMap<string, number>> {
  const { communities } = await findCommunities(graph, { seed: 1 })
  return new Map(communities.flatMap(({ members }, index) => members.map(({ id }) => [id, index] as const)))
}

/** The community of most mentions, the larger one of equals. */
function mainCommunity(
  mentioned: readonly { readonly entity: { readonly id: string }; readonly mentions: number }[],
  communityOf: ReadonlyMap<string, number>,
): number {
  const weights = new Map<number, number>()
  for (const { entity, mentions } of mentioned) {
    const community = communityOf.get(entity.id)
    if (community !== undefined) weights.set(community, (weights.get(community) ?? 0) + mentions)
  }
  return [...weights].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? alone
}

/** The first of those with the smallest turns, the first number weighing most. */
function leastCovered<T>(items: readonly T[], turnsOf: (item: T) => readonly [number, number]): T | undefined {
  return items
    .map((item, index) => ({ item, index, turns: turnsOf(item) }))
    .toSorted((a, b) => a.turns[0] - b.turns[0] || a.turns[1] - b.turns[1] || a.index - b.index)[0]?.item
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) add(counts, key)
  return counts
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
