import type { Thinking, ThinkingStatement } from '#core/thinking.ts'
import type { Verdict } from '#core/trace.ts'
import { cleanSentence } from './clean-sentence.ts'
import type { EvidenceSentence } from './evidence/evidence.ts'
import { copyStatement } from './think/copy-statement.ts'
import { inPlace } from './think/in-place.ts'
import { wordCoverage } from './verify/content-words.ts'
import { pickEvidence } from './verify/pick-evidence.ts'

const mostSteps = 5

/**
 * The thinking with every unsupported step replaced by the sentence of the evidence that is nearest to it, and, where the
 * answer went beyond the evidence, with the sentences it should have kept to; what was left out is added. Steps that
 * repeat another fall away.
 * Returns the same object when there is nothing to improve.
 */
export function improveThinking(
  thinking: Thinking,
  { verdicts, omissions }: { verdicts: readonly Verdict[]; omissions: readonly EvidenceSentence[] },
  evidence: readonly EvidenceSentence[],
): Thinking {
  // What was cut back is mended already.
  const failed = verdicts.filter(({ isSupported, cutTo }) => !isSupported && cutTo === undefined)
  const steps = thinking.find(({ category }) => category === 'Reasoning Steps')?.statements ?? []
  if (failed.length === 0 && omissions.length === 0 && steps.length > 0) return thinking

  const unsupported = new Set(failed.filter(({ part }) => part === 'thinking').map(({ claim }) => claim))
  const improved: ThinkingStatement[] = []
  const add = (statement: ThinkingStatement): void => {
    const isKnown = improved.some(({ text }) => wordCoverage(statement.text, text) >= 0.8)
    if (!isKnown && improved.length < mostSteps) improved.push(statement)
  }
  const addNearest = (claim: string): void => {
    const unused = evidence.filter(({ text }) => !improved.some((step) => step.text === cleanSentence(text)))
    const [nearest] = pickEvidence(claim, unused, 1)
    if (nearest !== undefined) add(copyStatement(nearest))
  }
  for (const step of steps) {
    if (unsupported.has(step.text)) addNearest(step.text)
    else add(step)
  }
  for (const { claim, part } of failed) if (part === 'answer') addNearest(claim)
  for (const sentence of omissions) add(copyStatement(sentence))
  // Without any step, the reasoning starts from what is most relevant.
  if (improved.length === 0) for (const sentence of evidence.slice(0, 3)) add(copyStatement(sentence))

  const isSame = improved.length === steps.length && improved.every(({ text }, index) => text === steps[index]?.text)
  return isSame ? thinking : inPlace(thinking, { category: 'Reasoning Steps', statements: improved })
}
