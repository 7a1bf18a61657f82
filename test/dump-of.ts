import type { GraphStore } from '#graph/graph-store.ts'

/** The lines of a store's dump. */
export async function dumpOf(store: GraphStore): Promise<string[]> {
  return Array.fromAsync(store.dump())
}
