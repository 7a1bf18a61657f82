import { noUsage } from '#agents/add-usage.ts'
import type { EvidenceSentence } from '#agents/evidence/evidence.ts'
import { integrate } from '#agents/integrate.ts'
import type { Verifier } from '#agents/verify/verifier.ts'
import type { ReasoningRound, ReasoningTrace, Usage } from '#core/trace.ts'
import { copyAnswer } from './copy-answer.ts'

/** What is given in the end. */
export type Conclusion = Pick<ReasoningTrace, 'answer' | 'sentences' | 'citations' | 'bestRound' | 'refusal'> & {
  readonly usage: Usage
}

/**
 * The answer that is given: in recursive mode what integration makes of the rounds, else the one answer with its
 * unsupported sentences marked. Where not one sentence is supported, the corpus's own words, or a refusal that says so.
 */
export async function concludeAnswer(
  question: string,
  {
    rounds,
    refusal,
    mode,
    evidence,
  }: {
    rounds: readonly ReasoningRound[]
    refusal: string | undefined
    mode: ReasoningTrace['mode']
    evidence: readonly EvidenceSentence[]
  },
  verifier: Verifier,
  options: { signal?: AbortSignal } = {},
): Promise<Conclusion> {
  const nothing = { answer: '', sentences: [], citations: [] }
  if (refusal !== undefined) return { ...nothing, refusal, usage: noUsage }
  const only = rounds[0]
  const isAnySupported = only !== undefined && only.sentences.some(({ citations }) => citations.length > 0)
  const integrated =
    mode === 'recursive'
      ? integrate(rounds)
      : isAnySupported
        ? { sentences: only.sentences, citations: only.citations, bestRound: only.index }
        : undefined
  if (integrated !== undefined) return { ...integrated, answer: joined(integrated.sentences), usage: noUsage }

  const copied = await copyAnswer(question, evidence, verifier, options)
  if (copied.sentences.length > 0) return { ...copied, answer: joined(copied.sentences) }
  const reason =
    'No answer: what was written is not supported by the corpus, and no single sentence of it answers the question.'
  return { ...nothing, refusal: reason, usage: copied.usage }
}

function joined(sentences: readonly { readonly text: string }[]): string {
  return sentences.map(({ text }) => text).join(' ')
}
