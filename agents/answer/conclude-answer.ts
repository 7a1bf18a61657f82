import { noUsage } from '#agents/add-usage.ts'
import type { EvidenceSentence } from '#agents/evidence/evidence.ts'
import { integrate, type IntegratedAnswer } from '#agents/integrate.ts'
import type { Verifier } from '#agents/verify/verifier.ts'
import type { ReasoningRound, ReasoningTrace, Usage } from '#core/trace.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { copyAnswer } from './copy-answer.ts'
import { integrateByModel } from './integrate-by-model.ts'

/** What is given in the end. */
export type Conclusion = Pick<ReasoningTrace, 'answer' | 'sentences' | 'citations' | 'bestRound' | 'refusal'> & {
  readonly usage: Usage
}

/** The rounds of a question and what they rest on. */
export interface Written {
  readonly rounds: readonly ReasoningRound[]
  readonly mode: ReasoningTrace['mode']
  readonly evidence: readonly EvidenceSentence[]
}

/**
 * The answer that is given: in recursive mode what integration makes of the rounds, else the one answer with its
 * unsupported sentences marked. Where not one sentence is supported, the corpus's own words, or a refusal that says so.
 * With an `integrator` a model integrates several rounds where it keeps to the evidence.
 */
export async function concludeAnswer(
  question: string,
  written: Written,
  { verifier, integrator }: { verifier: Verifier; integrator?: ChatModel | undefined },
  options: { seed: number; signal?: AbortSignal },
): Promise<Conclusion> {
  const cancel = options.signal === undefined ? {} : { signal: options.signal }
  let usage = noUsage
  let integrated = written.mode === 'recursive' ? integrate(written.rounds) : onlyAnswer(written.rounds)
  if (integrator !== undefined && written.mode === 'recursive' && written.rounds.length > 1) {
    const asked = await integrateByModel(question, written, { integrator, verifier }, options)
    integrated = asked.integrated ?? integrated
    usage = asked.usage
  }
  if (integrated !== undefined) return { ...integrated, answer: joined(integrated.sentences), usage }

  const copied = await copyAnswer(question, written.evidence, verifier, cancel)
  if (copied.sentences.length > 0) return { ...copied, answer: joined(copied.sentences) }
  const refusal =
    'No answer: what was written is not supported by the corpus, and no single sentence of it answers the question.'
  return { answer: '', sentences: [], citations: [], refusal, usage: copied.usage }
}

/** The first answer as it stands, where at least one sentence of it is supported. */
function onlyAnswer([round]: readonly ReasoningRound[]): IntegratedAnswer | undefined {
  if (round === undefined || round.sentences.every(({ citations }) => citations.length === 0)) return undefined
  return { sentences: round.sentences, citations: round.citations, bestRound: round.index }
}

function joined(sentences: readonly { readonly text: string }[]): string {
  return sentences.map(({ text }) => text).join(' ')
}
