/** The words of a text, lower case. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

/** All runs of `size` words, in order. */
export function runsOf(words: readonly string[], size: number): string[] {
  return words.slice(size - 1).map((_, index) => words.slice(index, index + size).join(' '))
}

/** Share of runs of `size` words that are different (distinct-n, arXiv 1510.03055); 0 where there is none. */
export function distinctRuns(texts: readonly string[], size: number): number {
  const all = texts.flatMap((text) => runsOf(wordsOf(text), size))
  return all.length === 0 ? 0 : new Set(all).size / all.length
}

const bleuSizes = [1, 2, 3, 4] as const
/** Texts that are compared; the figure hardly moves past it and the time grows with its square. */
const mostCompared = 200

/**
 * Mean over texts of their BLEU-4 against all others (Self-BLEU, arXiv 1802.01886), 0 = nothing in common, 1 = the same text
 * again and again; counts are raised by one half so that a short text has a figure. Of the first 200 texts.
 */
export function selfBleu(texts: readonly string[]): number {
  const counted = texts.slice(0, mostCompared).map((text) => {
    const words = wordsOf(text)
    return { length: words.length, counts: bleuSizes.map((size) => countOf(runsOf(words, size))) }
  })
  if (counted.length < 2) return 0
  const scores = counted.map((own, index) => {
    const others = counted.filter((_, at) => at !== index)
    const logs = bleuSizes.map((_, order) => {
      let matched = 0
      let total = 0
      for (const [run, count] of own.counts[order]!) {
        total += count
        matched += Math.min(count, Math.max(0, ...others.map(({ counts }) => counts[order]!.get(run) ?? 0)))
      }
      return Math.log((matched + 0.5) / (total + 0.5))
    })
    const nearest = others.reduce(
      (best, { length }) => (Math.abs(length - own.length) < Math.abs(best - own.length) ? length : best),
      others[0]!.length,
    )
    const brevity = own.length >= nearest ? 0 : 1 - nearest / Math.max(1, own.length)
    return Math.exp(brevity + logs.reduce((sum, value) => sum + value, 0) / logs.length)
  })
  return scores.reduce((sum, score) => sum + score, 0) / scores.length
}

/** Share of texts that have a run of 13 words in common with the others (as GPT-3's authors measured it, arXiv 2005.14165). */
export function contamination(texts: readonly string[], others: readonly string[]): number {
  const size = 13
  const known = new Set(others.flatMap((text) => runsOf(wordsOf(text), size)))
  const shared = texts.filter((text) => runsOf(wordsOf(text), size).some((run) => known.has(run)))
  return texts.length === 0 ? 0 : shared.length / texts.length
}

function countOf(items: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return counts
}
