import { NacreError } from '#core/errors.ts'
import type { PreferencePair } from '#core/pair.ts'
import type { GraphStore } from '#graph/graph-store.ts'

export type PairReview = NonNullable<PreferencePair['review']>

/**
 * Keeps what a person has decided of a pair; a pair that a gate dropped becomes one when it is accepted. Throws `not-found`
 * where neither a pair nor a drop has this id.
 */
export async function reviewPair(
  id: string,
  review: PairReview,
  graph: Pick<GraphStore, 'getRecord' | 'putRecord'>,
): Promise<PreferencePair> {
  const pair = (await graph.getRecord('pair', id)) ?? (await graph.getRecord('drop', id))?.pair
  if (pair === undefined) {
    throw new NacreError(
      'not-found',
      `There is no pair ${id}. "nacre pairs ls" and "nacre pairs ls --dropped" list them.`,
    )
  }
  const reviewed = { ...pair, review }
  await graph.putRecord('pair', reviewed)
  return reviewed
}
