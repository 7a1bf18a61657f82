import { parseSentinels, sentinels } from '#agents/think/sentinel-parser.ts'
import { unstatedNumbers } from '#agents/verify/numbers-in-text.ts'
import type { PreferencePair } from '#core/pair.ts'
import type { ThinkingSection } from '#core/thinking.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import { neutraliseControlTokens } from '#models/neutralise-control-tokens.ts'
import { finalRound } from './final-round.ts'

/** Why a pair is not fit to train on. */
export type PairFlaw =
  | 'no answer'
  | 'thinking is not one closed block'
  | 'speaks of its source'
  | 'a sentence of the answer is not supported'
  | 'a reasoning step is not supported'
  | 'no citation'
  | 'a number of the answer is not in what it cites'
  | 'a control token is left'
  | 'the policy said nothing'
  | 'chosen and rejected are the same'
  | 'the thinking block alone tells which is chosen'

/** "In this paper", "the authors", "the given context": words that make sense only beside the text they were made from. */
const speaksOfSource =
  /\b(?:in|from|by|to|of) (?:this|the (?:given|provided|present)) (?:paper|study|work|article|text|passage|context|document)\b|\bthe authors?\b|\b(?:given|provided) (?:context|text|evidence)\b/i

/**
 * The first flaw of a pair, or undefined when it is fit. Decided by code alone. What was made as published rests on no
 * citation, and is held to its form only. In phase II, which is for a policy that thinks, a rejected text without one closed
 * block would teach the form again.
 */
export function examinePair(
  pair: Pick<PreferencePair, 'prompt' | 'chosen' | 'rejected' | 'way'>,
  trace: Pick<ReasoningTrace, 'refusal' | 'answer' | 'sentences' | 'citations' | 'rounds' | 'bestRound'>,
  { isPublished = false }: { readonly isPublished?: boolean } = {},
): PairFlaw | undefined {
  const checks: readonly (readonly [boolean, PairFlaw])[] = [
    [trace.refusal !== undefined || trace.answer.trim() === '', 'no answer'],
    [parseSentinels(pair.chosen).shape !== 'closed', 'thinking is not one closed block'],
    [speaksOfSource.test(pair.chosen) || speaksOfSource.test(pair.prompt), 'speaks of its source'],
    ...(isPublished ? [] : groundedness(trace)),
    [[pair.prompt, pair.chosen, pair.rejected].some(hasControlToken), 'a control token is left'],
    [pair.rejected.trim() === '', 'the policy said nothing'],
    [pair.chosen.trim() === pair.rejected.trim(), 'chosen and rejected are the same'],
    [
      pair.way === 'phase-2' && parseSentinels(pair.rejected).shape !== 'closed',
      'the thinking block alone tells which is chosen',
    ],
  ]
  return checks.find(([isFlawed]) => isFlawed)?.[1]
}

function groundedness(
  trace: Pick<ReasoningTrace, 'answer' | 'sentences' | 'citations' | 'rounds' | 'bestRound'>,
): readonly (readonly [boolean, PairFlaw])[] {
  const quotes = trace.citations.map(({ quote }) => quote)
  return [
    [trace.sentences.some(({ citations }) => citations.length === 0), 'a sentence of the answer is not supported'],
    [(finalRound(trace)?.thinking ?? []).some(hasUnsupportedStep), 'a reasoning step is not supported'],
    [trace.citations.length === 0, 'no citation'],
    [unstatedNumbers(trace.answer, quotes).length > 0, 'a number of the answer is not in what it cites'],
  ]
}

/** The critic leaves the origin `evidence` only to steps that the evidence supports. */
function hasUnsupportedStep({ category, statements }: ThinkingSection): boolean {
  return category === 'Reasoning Steps' && statements.some(({ origin }) => origin === 'model')
}

/** True when a control token other than Nacre's own markers stands in the text. */
export function hasControlToken(text: string): boolean {
  const markers = Object.values(sentinels).flatMap(({ open, close }) => [open, close])
  const rest = markers.reduce((left, marker) => left.replaceAll(marker, ' '), text)
  return neutraliseControlTokens(rest).text !== rest
}
