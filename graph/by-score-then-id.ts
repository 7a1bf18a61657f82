import type { ScoredId } from './vector-store.ts'

/** Orders the best first, and equal scores by id, so that the same search gives the same list. */
export function byScoreThenId(a: ScoredId, b: ScoredId): number {
  return b.score - a.score || (a.id < b.id ? -1 : 1)
}
