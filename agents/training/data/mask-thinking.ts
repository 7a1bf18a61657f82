import { sentinels } from '#agents/think/sentinel-parser.ts'
import type { Random } from '#core/create-random.ts'

/** Which tokens of the thinking count where (arXiv 2410.12375). They always stay in the input and are seen. */
export interface ThinkingMask {
  /** Where they do not count: nowhere, in the likelihood, in the preference, or in both. */
  readonly where: 'none' | 'likelihood' | 'preference' | 'both'
  /** Share of the thinking's tokens that is masked, at random places, 0 to 1. */
  readonly share: number
  /** What a masked token counts still, 0 to 1. */
  readonly weight: number
  /** Whether the marker that ends the thinking counts like the answer. */
  readonly isEndMarkerCounted: boolean
  /** An answer whose thinking never ends: leave the pair out, or count all of it, so that the form is what it teaches. */
  readonly unclosed: 'drop' | 'count-all'
}

export const noMask: ThinkingMask = {
  where: 'none',
  share: 1,
  weight: 0,
  isEndMarkerCounted: false,
  unclosed: 'drop',
}

/** What each token of a text counts, 0 to 1. */
export interface TokenWeights {
  readonly likelihood: readonly number[]
  readonly preference: readonly number[]
}

/**
 * The weights of the tokens of a text, which end at `ends` (offsets in the text). Masked is what begins before the end of
 * the LAST thinking block; of that, int(tokens x share) random ones. Undefined where the thinking is unclosed and such
 * texts are dropped.
 */
export function maskThinking(
  text: string,
  ends: readonly number[],
  { mask, random }: { readonly mask: ThinkingMask; readonly random: Random },
): TokenWeights | undefined {
  const { open, close } = sentinels.thinking
  const full = ends.map(() => 1)
  const closesAt = text.lastIndexOf(close)
  if (closesAt < text.lastIndexOf(open) && mask.unclosed === 'drop') return undefined
  if (closesAt < 0 || mask.where === 'none') return { likelihood: full, preference: full }

  const until = mask.isEndMarkerCounted ? closesAt : closesAt + close.length
  const places = ends.flatMap((_, index) => ((ends[index - 1] ?? 0) < until ? [index] : []))
  const masked = new Set(random.shuffle(places).slice(0, Math.floor(places.length * mask.share)))
  const weighed = full.map((weight, index) => (masked.has(index) ? mask.weight : weight))
  return {
    likelihood: mask.where === 'preference' ? full : weighed,
    preference: mask.where === 'likelihood' ? full : weighed,
  }
}
