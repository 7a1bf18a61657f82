import type { Rarity } from './measure-rarity.ts'
import type { Word } from './read-words.ts'

/** Words of the question that may stand between two words of one mention. */
const longestGap = 3

/**
 * The stretch of a question that speaks of a thing: the run of its words that are words of the thing, with short gaps, that
 * has the most rarity; undefined where none is.
 */
export function findMention(
  words: readonly Word[],
  thing: ReadonlySet<string>,
  rarity: Rarity,
): { start: number; end: number } | undefined {
  let best: { start: number; end: number; weight: number } | undefined
  let run: { start: number; end: number; weight: number; last: number } | undefined
  for (const [at, { start, end, stem, isStop }] of words.entries()) {
    if (isStop || !thing.has(stem)) continue
    if (run === undefined || at - run.last > longestGap + 1) run = { start, end, weight: 0, last: at }
    run = { start: run.start, end, weight: run.weight + rarity.of(stem), last: at }
    if (best === undefined || run.weight > best.weight) best = run
  }
  return best === undefined ? undefined : { start: best.start, end: best.end }
}
