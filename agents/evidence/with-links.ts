import type { EvidenceSentence } from './evidence.ts'

/**
 * At most `limit` of the chosen sentences, in their order, the first one first; beside one that a chain of passages led to
 * stand the sentences of these that name what led on, from all that were `ranked`. One that does not fit with its links is
 * left out.
 */
export function withLinks(
  chosen: readonly EvidenceSentence[],
  ranked: readonly EvidenceSentence[],
  limit: number,
): EvidenceSentence[] {
  const taken = new Set<EvidenceSentence>()
  for (const sentence of chosen) {
    const links = linksOf(sentence, ranked)
    const own = (taken.size === 0 ? [sentence, ...links] : [...links, sentence]).filter((each) => !taken.has(each))
    if (taken.size + own.length <= limit) for (const each of own) taken.add(each)
  }
  return [...taken]
}

/** For each step the best sentence of its passage that has the bridge, one that has the mention, too, before others. */
function linksOf({ chain = [] }: EvidenceSentence, ranked: readonly EvidenceSentence[]): EvidenceSentence[] {
  return chain.flatMap(({ chunkId, bridge, mention }) => {
    const naming = ranked.filter(({ chunkId: id, text }) => id === chunkId && text.includes(bridge))
    return naming.find(({ text }) => text.includes(mention)) ?? naming[0] ?? []
  })
}
