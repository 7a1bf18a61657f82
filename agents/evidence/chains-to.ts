import type { Citation, SearchHit } from '#core/search.ts'
import type { CitedChain } from '#core/trace.ts'

/** A chain that gave less of a hit's score than this is not why the passage was found. */
const leastShare = 0.5

/** The chains of passages that led to what is cited, each cited passage once, in the order of the citations. */
export function chainsTo(citations: readonly Citation[], hits: readonly SearchHit[]): CitedChain[] {
  const cited = [...new Set(citations.map(({ chunkId }) => chunkId))]
  return cited.flatMap((chunkId) => {
    const reasons = hits.find((hit) => hit.chunkId === chunkId)?.why ?? []
    return reasons.flatMap((reason) =>
      reason.kind === 'bridge' && reason.share >= leastShare ? [{ chunkId, steps: reason.steps }] : [],
    )
  })
}
