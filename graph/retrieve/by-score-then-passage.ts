/** A passage that was given a score. */
export interface ScoredPassage {
  readonly passage: { readonly id: string }
  readonly score: number
}

/** Orders the best first, and equal scores by the id of the passage. */
export function byScoreThenPassage(a: ScoredPassage, b: ScoredPassage): number {
  return b.score - a.score || (a.passage.id < b.passage.id ? -1 : 1)
}
