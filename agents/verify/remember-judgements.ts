import { noUsage } from '#agents/add-usage.ts'
import type { Judgement, Verifier } from './verifier.ts'

/** The same verifier with a memory: what was judged before is told again at no cost. For the length of one answer. */
export function rememberJudgements(verifier: Verifier): Verifier {
  const known = new Map<string, number>()
  const recall = async (key: string, judge: () => Promise<Judgement>): Promise<Judgement> => {
    const probability = known.get(key)
    if (probability !== undefined) return { probability, usage: noUsage }
    const judgement = await judge()
    known.set(key, judgement.probability)
    return judgement
  }
  return {
    id: verifier.id,
    support: (claim, evidence, options) =>
      recall(JSON.stringify(['support', claim, ...evidence]), () => verifier.support(claim, evidence, options)),
    answers: (question, text, options) =>
      recall(JSON.stringify(['answers', question, text]), () => verifier.answers(question, text, options)),
  }
}
