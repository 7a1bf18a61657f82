import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import { throwIfCancelled } from '#core/errors.ts'

/** One warm context of a model: what it has read stays until a prompt begins differently. */
export interface LlamaLane {
  readonly sequence: LlamaContextSequence
  /**
   * Brings the lane to where only `tail` (1 to 32 tokens) of the prompt is unread. `cachedTokens` were read before.
   */
  readPrompt(prompt: readonly Token[], signal?: AbortSignal): Promise<{ tail: Token[]; cachedTokens: number }>
}

/**
 * Prompts are read in blocks of this many tokens, and only whole blocks are kept. The numbers that a model computes
 * depend on how many tokens it reads at once, so with fixed blocks a kept block holds exactly what reading it again
 * would give, and a reply depends on the request alone, whatever was asked before. A smaller block keeps a little more
 * of the prefix; a larger one reads a little faster.
 */
const blockTokens = 32

/** A lane on a sequence that nobody else uses. One call at a time. */
export function createLlamaLane(sequence: LlamaContextSequence): LlamaLane {
  // The whole blocks that the sequence holds now.
  let kept: readonly Token[] = []

  return {
    sequence,
    async readPrompt(prompt, signal) {
      // The last block is never a kept one, so that there is always a tail to go on from.
      const wholeBlocks = Math.floor((prompt.length - 1) / blockTokens) * blockTokens
      const limit = Math.min(kept.length, wholeBlocks)
      let common = 0
      while (common < limit && kept[common] === prompt[common]) common++
      const cachedTokens = common - (common % blockTokens)

      kept = prompt.slice(0, cachedTokens)
      if (cachedTokens === 0) await sequence.clearHistory()
      else if (sequence.nextTokenIndex > cachedTokens) {
        await sequence.eraseContextTokenRanges([{ start: cachedTokens, end: sequence.nextTokenIndex }])
      }
      while (kept.length < wholeBlocks) {
        throwIfCancelled(signal)
        await sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(kept.length, kept.length + blockTokens))
        kept = prompt.slice(0, kept.length + blockTokens)
      }
      return { tail: prompt.slice(wholeBlocks), cachedTokens }
    },
  }
}
