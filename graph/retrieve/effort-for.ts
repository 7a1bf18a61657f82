import type { BridgeEffort } from './walk-bridges.ts'

/** As wide as measured to be worth it: about 30 questions embedded. */
export const fullEffort: BridgeEffort = {
  hops: 2,
  seeds: 3,
  bridges: 6,
  states: 5,
  laterBridges: 3,
  tokens: { first: 450, later: 400 },
}
/** What is left out hardly shows, and a search of a large index stays quick: about 20 questions embedded. */
const lightEffort: BridgeEffort = { ...fullEffort, bridges: 3, tokens: { first: 200, later: 300 } }

/** From as many passages on, searching and reading them takes as long as embedding what is left out. */
const largeIndex = 20_000

/** How wide the default search looks in an index of so many passages, so that it keeps to its time (docs/decisions/0008). */
export function effortFor(passages: number): BridgeEffort {
  return passages < largeIndex ? fullEffort : lightEffort
}
