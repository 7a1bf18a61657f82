import { addUsage, noUsage } from '#agents/add-usage.ts'
import { copyAnswer } from '#agents/answer/copy-answer.ts'
import type { Conclusion } from '#agents/answer/conclude-answer.ts'
import { verifyAnswer } from '#agents/answer/verify-answer.ts'
import type { EvidenceSentence } from '#agents/evidence/evidence.ts'
import { scoreRound } from '#agents/score-round.ts'
import type { Verifier } from '#agents/verify/verifier.ts'
import type { ReasoningRound } from '#core/trace.ts'
import type { RecursionOutcome } from './recurse-as-published.ts'

/**
 * The answer of a published recursion: what integration wrote, where it is supported at least as well as the best round,
 * else the best round (the later of equals). Sentences without support stay, without a citation. Where nothing is
 * supported, the corpus's own words, or a refusal that says so.
 */
export async function concludeRecursion(
  question: string,
  { rounds, integrated }: Pick<RecursionOutcome, 'rounds' | 'integrated'>,
  evidence: readonly EvidenceSentence[],
  verifier: Verifier,
  options: { signal?: AbortSignal } = {},
): Promise<Conclusion> {
  const best = rounds.toSorted((a, b) => scoreOf(b) - scoreOf(a) || b.index - a.index)[0]
  let usage = noUsage
  if (integrated !== undefined && integrated !== '') {
    const verified = await verifyAnswer(integrated, evidence, verifier, options)
    usage = addUsage(usage, verified.usage)
    const supported = verified.sentences.filter(({ citations }) => citations.length > 0).map(({ text }) => text)
    if (supported.length > 0) {
      const judged = await verifier.answers(question, supported.join(' '), options)
      usage = addUsage(usage, judged.usage)
      const { sentences, citations, verdicts } = verified
      if (scoreRound({ sentences, verdicts, answersQuestion: judged.probability }) >= scoreOf(best))
        return { answer: integrated, sentences, citations, usage }
    }
  }
  if (best !== undefined && scoreOf(best) > 0) {
    const { sentences, citations, index } = best
    return { answer: sentences.map(({ text }) => text).join(' '), sentences, citations, bestRound: index, usage }
  }
  const copied = await copyAnswer(question, evidence, verifier, options)
  usage = addUsage(usage, copied.usage)
  const { sentences, citations } = copied
  if (sentences.length > 0) return { answer: sentences.map(({ text }) => text).join(' '), sentences, citations, usage }
  const refusal =
    'No answer: what was written is not supported by the corpus, and no single sentence of it answers the question.'
  return { answer: '', sentences, citations, refusal, usage }
}

function scoreOf(round: ReasoningRound | undefined): number {
  return round?.score ?? 0
}
