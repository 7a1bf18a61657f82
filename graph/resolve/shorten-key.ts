import { sha256 } from '#core/id.ts'

/** In characters: names are shorter, and an index of Neo4j takes 8 kB. */
const longestKey = 500

/** A key as it is, or enough of a long one to be read and a mark by which it differs from all others. */
export function shortenKey(key: string): string {
  if (key.length <= longestKey) return key
  const start = key.slice(0, longestKey - 24)
  const words = start.slice(0, start.lastIndexOf(' ') + 1).trimEnd()
  return `${words || start} #${sha256(key).slice(0, 12).toUpperCase()}`.toWellFormed()
}
