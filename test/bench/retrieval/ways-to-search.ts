import { searchModes, type SearchHit } from '#core/search.ts'
import { createRetriever, type RetrieverStores } from '#graph/retrieve/create-retriever.ts'
import { effortFor, fullEffort } from '#graph/retrieve/effort-for.ts'
import { measureRarity } from '#graph/retrieve/measure-rarity.ts'
import { createPassageReader } from '#graph/retrieve/read-passages.ts'
import { allHeadParts, searchBridges, type BridgeSearchOptions } from '#graph/retrieve/search-bridges.ts'

export type Search = (query: string) => Promise<readonly SearchHit[]>

/** A passage of a collection may be several chunks, so more chunks are asked for than passages are counted. */
const limit = 20

/** The default mode first, then the other modes, then the default with parts switched off; `only` leaves out the rest. */
export async function waysToSearch(
  stores: RetrieverStores,
  only?: readonly string[],
): Promise<ReadonlyMap<string, Search>> {
  const retriever = createRetriever(stores)
  const bridgeStores = { ...stores, read: createPassageReader(stores), rarity: await measureRarity(stores.graph) }
  const effort = effortFor(await stores.vectors.count())
  const bridges =
    (options: Omit<BridgeSearchOptions, 'limit'>): Search =>
    (query) =>
      searchBridges(query, { limit, ...options }, bridgeStores)
  const without = (part: keyof typeof allHeadParts): Search =>
    bridges({ effort, parts: { ...allHeadParts, [part]: false } })
  const ways: [string, Search][] = [
    ...searchModes.map((mode): [string, Search] => [mode, (query) => retriever.search(query, { mode, limit })]),
    ['one hop', bridges({ effort: { ...fullEffort, hops: 1 } })],
    ['no bridges', bridges({ effort: undefined })],
    ['no bridges, no sentences', bridges({ effort: undefined, parts: { ...allHeadParts, sentences: false } })],
    ['fused without sentences in the head', without('sentences')],
    ['fused without words', without('words')],
    ['fused without titles', without('titles')],
    ['fused without names', without('names')],
  ]
  return new Map(ways.filter(([name]) => only === undefined || name === searchModes[0] || only.includes(name)))
}
