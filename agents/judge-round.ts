import type { ReasoningRound, Usage } from '#core/trace.ts'
import type { Thinking } from '#core/thinking.ts'
import { addUsage, noUsage } from './add-usage.ts'
import { verifyAnswer } from './answer/verify-answer.ts'
import { cleanSentence } from './clean-sentence.ts'
import { criticise } from './criticise.ts'
import type { EvidenceSentence } from './evidence/evidence.ts'
import { findOmissions } from './find-omissions.ts'
import { improveThinking } from './improve-thinking.ts'
import { scoreRound } from './score-round.ts'
import type { Verifier } from './verify/verifier.ts'
import { writeReflection } from './write-reflection.ts'

/**
 * What the critic makes of one round: verdicts on thinking and answer, citations, its reflection, and the thinking that
 * the next round goes on from, undefined where nothing can be improved. Without `isCritical` statements are only judged.
 */
export async function judgeRound(
  { index, question, thinking, answer }: { index: number; question: string; thinking: Thinking; answer: string },
  evidence: readonly EvidenceSentence[],
  verifier: Verifier,
  options: { isCritical: boolean; signal?: AbortSignal },
): Promise<{ round: ReasoningRound; improved?: Thinking; usage: Usage }> {
  const cancel = options.signal === undefined ? {} : { signal: options.signal }
  const criticism = await criticise(thinking, evidence, verifier, cancel)
  const verified = await verifyAnswer(answer, evidence, verifier, cancel)
  const verdicts = [...criticism.verdicts, ...verified.verdicts]
  const { sentences, citations } = verified
  const judged = {
    index,
    thinking: criticism.thinking,
    answer,
    sentences,
    citations,
    verdicts,
    supportedShare: verdicts.filter(({ isSupported }) => isSupported).length / Math.max(1, verdicts.length),
  }
  const usage = addUsage(criticism.usage, verified.usage)
  if (!options.isCritical) return { round: { ...judged, omissions: [], reflection: '' }, usage }

  const supported = sentences.filter(({ citations }) => citations.length > 0).map(({ text }) => text)
  const answers =
    supported.length === 0
      ? { probability: 0, usage: noUsage }
      : await verifier.answers(question, supported.join(' '), cancel)

  const said = [answer, ...thinking.flatMap(({ statements }) => statements.map(({ text }) => text))].join(' ')
  const found = await findOmissions(question, said, evidence, verifier, cancel)
  const omissions = found.omissions.map(({ text }) => cleanSentence(text))
  const improved = improveThinking(criticism.thinking, { verdicts, omissions: found.omissions }, evidence)
  const answersQuestion = answers.probability
  return {
    round: {
      ...judged,
      answersQuestion,
      score: scoreRound({ ...judged, answersQuestion }),
      omissions,
      reflection: writeReflection(verdicts, omissions),
    },
    ...(improved === criticism.thinking ? {} : { improved }),
    usage: addUsage(addUsage(usage, answers.usage), found.usage),
  }
}
