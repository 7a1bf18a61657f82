/** Texts that share this much of their word triples say the same. */
const similarFrom = 0.8
/** A triple that more texts than this share tells nothing, and would make the search slow. */
const mostShared = 200

/** Pairs of indices of texts whose sets of word triples have a Jaccard similarity of 0.8 or more, each once, ascending. */
export function nearDuplicates(texts: readonly string[]): readonly (readonly [number, number])[] {
  const triples = texts.map(tripleSet)
  const holders = new Map<string, number[]>()
  for (const [index, set] of triples.entries()) {
    for (const triple of set) holders.set(triple, [...(holders.get(triple) ?? []), index])
  }
  const found: (readonly [number, number])[] = []
  for (const [index, set] of triples.entries()) {
    const shared = new Map<number, number>()
    for (const triple of set) {
      const others = holders.get(triple) ?? []
      if (others.length > mostShared) continue
      for (const other of others) if (other > index) shared.set(other, (shared.get(other) ?? 0) + 1)
    }
    for (const [other, count] of shared) {
      if (count / (set.size + triples[other]!.size - count) >= similarFrom) found.push([index, other])
    }
  }
  return found
}

function tripleSet(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.length < 3) return new Set([words.join(' ')])
  return new Set(words.slice(2).map((word, index) => `${words[index]} ${words[index + 1]} ${word}`))
}
