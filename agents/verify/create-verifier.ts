import type { ChatModel } from '#models/chat-model.ts'
import { createChoiceVerifier } from './create-choice-verifier.ts'
import { createOverlapVerifier } from './create-overlap-verifier.ts'
import type { Verifier } from './verifier.ts'

/** The best verifier that a model allows: its probabilities where it tells them, else the model-free one. */
export function createVerifier(model: ChatModel): Verifier {
  return model.supports.choices ? createChoiceVerifier(model) : createOverlapVerifier()
}
