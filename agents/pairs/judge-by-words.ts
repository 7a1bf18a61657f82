import { splitSentences } from '#core/split-sentences.ts'
import { wordCoverage } from '#agents/verify/content-words.ts'
import { createOverlapVerifier } from '#agents/verify/create-overlap-verifier.ts'
import type { PairJudge } from './pair-judge.ts'

/** Nearer than this the two answers are equally good. */
const clearFrom = 0.05

/**
 * A judge without a model: the share of an answer's sentences that stand in the evidence, numbers and directions right,
 * times how much of the evidence's own words it brings. It has no order to be fooled by and costs nothing.
 */
export function createWordJudge(): PairJudge {
  const verifier = createOverlapVerifier()
  const score = async (answer: string, evidence: readonly string[]): Promise<number> => {
    const sentences = splitSentences(answer).map(({ start, end }) => answer.slice(start, end))
    if (sentences.length === 0) return 0
    let sum = 0
    for (const sentence of sentences) sum += (await verifier.support(sentence, evidence)).probability
    return (sum / sentences.length) * wordCoverage(evidence.join(' '), answer) ** 0.25
  }
  return {
    id: verifier.id,
    judge: async ({ chosen, rejected, evidence }) => {
      const [forChosen, forRejected] = [await score(chosen, evidence), await score(rejected, evidence)]
      const share = forChosen + forRejected === 0 ? 0.5 : forChosen / (forChosen + forRejected)
      const isClear = Math.abs(forChosen - forRejected) >= clearFrom
      const verdict = !isClear ? 'tie' : forChosen > forRejected ? 'chosen' : 'rejected'
      return { by: verifier.id, chosenFirst: share, chosenSecond: share, verdict }
    },
  }
}
