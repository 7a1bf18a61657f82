import type { Citation, SearchHit } from '#core/search.ts'
import type { CitedChain } from '#core/trace.ts'
import { chainOf } from './chain-of.ts'

/** The chains of passages that led to what is cited, each cited passage once, in the order of the citations. */
export function chainsTo(citations: readonly Citation[], hits: readonly SearchHit[]): CitedChain[] {
  const cited = [...new Set(citations.map(({ chunkId }) => chunkId))]
  return cited.flatMap((chunkId) => {
    const hit = hits.find((each) => each.chunkId === chunkId)
    const steps = hit === undefined ? undefined : chainOf(hit)
    return steps === undefined ? [] : [{ chunkId, steps }]
  })
}
