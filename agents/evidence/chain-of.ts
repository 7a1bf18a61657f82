import type { BridgeReasonStep, SearchHit } from '#core/search.ts'

/** A chain that gave less of a hit's score than this is not why the passage was found. */
const leastShare = 0.5

/** The passages by way of which a hit was found; undefined where the question itself leads to it. */
export function chainOf({ why }: Pick<SearchHit, 'why'>): readonly BridgeReasonStep[] | undefined {
  for (const reason of why) if (reason.kind === 'bridge' && reason.share >= leastShare) return reason.steps
  return undefined
}
