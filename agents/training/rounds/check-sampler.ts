import { NacreError } from '#core/errors.ts'
import { scoreTokens } from '#models/llama-cpp-score-tokens.ts'
import { packPair } from '#agents/training/data/pack-pair.ts'
import { compilePairs, type TrainingRow } from '#agents/training/data/compile-pairs.ts'
import { noMask } from '#agents/training/data/mask-thinking.ts'
import type { LoraAdapter } from '#agents/training/llama/lora-adapter.ts'
import type { AdapterFile, RoundParts } from './round-parts.ts'

const pairsChecked = 2
const tokensChecked = 48
/** Nats a token, mean. llama.cpp rounds activations to 8 bits where weights are quantised, which alone makes 0.02 to 0.06. */
const largestGap = 0.2

/**
 * Holds what the sampler believes of its own replies against what the trainer computes of them, in nats a token. Where
 * they differ, one of them uses another adapter, template or tokenizer, and the round would train on air.
 * Errors: `conflict`.
 */
export async function checkSampler(
  rows: readonly TrainingRow[],
  policy: { readonly file?: AdapterFile | undefined; readonly adapter?: LoraAdapter | undefined },
  { network, modelPath, tokenizer }: Pick<RoundParts, 'network' | 'modelPath' | 'tokenizer'>,
): Promise<number> {
  const { pairs } = compilePairs(rows.slice(0, pairsChecked), tokenizer, {
    mask: { ...noMask, unclosed: 'count-all' },
    maxTokens: Number.MAX_SAFE_INTEGER,
    overlong: 'error',
    seed: 0,
  })
  const checked = pairs.map(({ prompt, rejected }) => {
    return { prompt, rejected: { ...rejected, tokens: rejected.tokens.slice(0, tokensChecked) } }
  })
  const theirs = await scoreTokens(
    checked.map(({ prompt, rejected }) => ({ tokens: [...prompt, ...rejected.tokens], from: prompt.length })),
    { modelPath, adapterPath: policy.file?.path },
  )
  const gaps: number[] = []
  for (const [index, { prompt, rejected }] of checked.entries()) {
    // Alone, in the place of the chosen reply, so that all questions are this reply's.
    const { batch } = packPair({ id: '', prompt, chosen: rejected, rejected }, { method: 'sft', scope: 'reply' })
    const ours = await network.logProbabilities(batch, policy.adapter)
    gaps.push(...ours.map((value, place) => Math.abs(value - theirs[index]![place]!)))
  }
  const gap = gaps.reduce((sum, value) => sum + value, 0) / Math.max(1, gaps.length)
  if (gap > largestGap)
    throw new NacreError(
      'conflict',
      `Sampler and trainer disagree about the policy's own replies by ${gap.toFixed(3)} nats a token (at most ${largestGap}): ` +
        'they do not use the same model or adapter. Check the files of the model ("nacre models ls"), then start the round anew.',
    )
  return gap
}
