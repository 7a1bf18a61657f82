import { readWords } from './read-words.ts'

/** Small words within a name: `University of Copenhagen`, `Law and Order`. */
const link = String.raw`(?:\s(?:of|and|de|la|von|van|for|in|on|&))?(?:\s(?:the|The))?\s`
const head = String.raw`(?:\p{Lu}[\p{L}\p{N}\p{M}.'’&-]*|\d{3,4})`
const next = String.raw`(?:\p{Lu}[\p{L}\p{N}\p{M}.'’&-]*|\d+)`
const namePattern = new RegExp(`${head}(?:${link}${next})*`, 'gu')
/** A list of capitals is no name. */
const longestName = 120

/**
 * What a text calls by name: runs of capitalised words and years, each once, in order. Made for retrieval, in texts of any
 * subject; it takes no part in what the graph knows. The first word of a sentence may be among them: what leads nowhere
 * does no harm.
 */
export function findNames(text: string): string[] {
  const names = new Set<string>()
  for (const { 0: run } of text.matchAll(namePattern)) {
    let name = run.replace(/(?:['’]s|[.'’-])+$/u, '')
    const [first] = readWords(name)
    if (first?.isStop === true) name = name.slice(first.end).trimStart()
    if (name.length > 1 && name.length <= longestName) names.add(name)
  }
  return [...names]
}
