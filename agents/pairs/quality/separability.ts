/**
 * How well one number tells chosen from rejected: the probability that a random chosen one has the larger value, ties
 * counted half (area under the ROC curve). 0.5 tells nothing; near 0 or 1 a policy can win by that number alone.
 */
export function separability(chosen: readonly number[], rejected: readonly number[]): number {
  if (chosen.length === 0 || rejected.length === 0) return 0.5
  const all = [
    ...chosen.map((value) => ({ value, isChosen: true })),
    ...rejected.map((value) => ({ value, isChosen: false })),
  ]
  all.sort((a, b) => a.value - b.value)
  let rankSum = 0
  for (let start = 0; start < all.length;) {
    let end = start
    while (end < all.length && all[end]!.value === all[start]!.value) end++
    const meanRank = (start + 1 + end) / 2
    for (let index = start; index < end; index++) if (all[index]!.isChosen) rankSum += meanRank
    start = end
  }
  return (rankSum - (chosen.length * (chosen.length + 1)) / 2) / (chosen.length * rejected.length)
}
