import type { Question, Segment } from '#agents/training/llama/packed-batch.ts'
import type { PackedBatch } from '#agents/training/llama/packed-batch.ts'
import type { LossWeights } from '#agents/training/llama/policy-network.ts'
import type { Objective } from '#agents/training/loss/objective.ts'
import type { CompiledPair } from './compile-pairs.ts'

/** Which tokens the likelihood is the mean of. */
export type LikelihoodScope = 'reply' | 'prompt-and-reply'

/** A pair as one sequence: the prompt once, both replies behind it, neither seeing the other. SFT needs no rejected one. */
export function packPair(
  { prompt, chosen, rejected }: CompiledPair,
  { method, scope }: { readonly method: Objective['method']; readonly scope: LikelihoodScope },
): { readonly batch: PackedBatch; readonly weights: Pick<LossWeights, 'chosen' | 'rejected' | 'likelihood'> } {
  const replies = method === 'sft' ? [chosen] : [chosen, rejected]
  const segments: Segment[] = [{ tokens: prompt }]
  const questions: Question[] = []
  const owners: ('prompt' | 'chosen' | 'rejected')[] = []
  if (scope === 'prompt-and-reply') {
    for (let place = 0; place + 1 < prompt.length; place++) {
      questions.push({ segment: 0, place, target: prompt[place + 1]! })
      owners.push('prompt')
    }
  }
  for (const [index, { tokens }] of replies.entries()) {
    segments.push({ tokens: tokens.slice(0, -1), after: 0 })
    for (const [place, target] of tokens.entries()) {
      const before = place === 0 ? { segment: 0, place: prompt.length - 1 } : { segment: index + 1, place: place - 1 }
      questions.push({ ...before, target })
      owners.push(index === 0 ? 'chosen' : 'rejected')
    }
  }

  /** Weights in the order of the questions; the mean's divided by their sum. */
  const spread = (
    which: 'chosen' | 'rejected',
    values: readonly number[],
    options: { readonly isMean: boolean; readonly prompt?: number },
  ): number[] => {
    let place = 0
    const all = owners.map((owner) => {
      if (owner === which) return values[place++]!
      return owner === 'prompt' ? (options.prompt ?? 0) : 0
    })
    const sum = all.reduce((total, weight) => total + weight, 0)
    return options.isMean && sum > 0 ? all.map((weight) => weight / sum) : all
  }
  const isMean = method === 'orpo'
  return {
    batch: { segments, questions },
    weights: {
      chosen: [spread('chosen', chosen.preference, { isMean })],
      rejected: [spread('rejected', rejected.preference, { isMean })],
      likelihood: [spread('chosen', chosen.likelihood, { isMean: true, prompt: 1 })],
    },
  }
}
