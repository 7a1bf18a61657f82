import type { ChatModel } from '#models/chat-model.ts'
import { createChoiceVerifier } from './create-choice-verifier.ts'
import { createOverlapVerifier } from './create-overlap-verifier.ts'
import type { Verifier } from './verifier.ts'

/** Claims that any model fit to judge tells apart: the first follows from the evidence, the second contradicts it. */
const trials: readonly { readonly evidence: string; readonly right: string; readonly wrong: string }[] = [
  {
    evidence: 'The bridge is built of granite and is 40 m long.',
    right: 'The bridge is 40 m long.',
    wrong: 'The bridge is 90 m long.',
  },
  {
    evidence: 'Salt lowers the freezing point of water.',
    right: 'The freezing point of water is lowered by salt.',
    wrong: 'Salt raises the freezing point of water.',
  },
]
/** What lies between right and wrong must be at least this wide. Measured: Qwen2.5-Coder 1.5B 0.5 and more, SmolLM2 135M 0. */
const leastDifference = 0.25

/**
 * The best verifier that a model allows: its own probabilities where it tells them and they tell right from wrong in two
 * trials, else the model-free one. The verifier's id says which, and stands in every trace.
 */
export async function createVerifier(model: ChatModel, options: { signal?: AbortSignal } = {}): Promise<Verifier> {
  if (!model.supports.choices) return createOverlapVerifier()
  const verifier = createChoiceVerifier(model)
  for (const { evidence, right, wrong } of trials) {
    const high = await verifier.support(right, [evidence], options)
    const low = await verifier.support(wrong, [evidence], options)
    if (high.probability - low.probability < leastDifference) return createOverlapVerifier()
  }
  return verifier
}
