import { createRandom } from '#core/create-random.ts'
import { NacreError } from '#core/errors.ts'
import type { PreferencePair } from '#core/pair.ts'
import type { LlamaTokenizer } from '#models/llama-cpp-tokenizer.ts'
import { maskThinking, type ThinkingMask, type TokenWeights } from './mask-thinking.ts'

export type TrainingRow = Pick<PreferencePair, 'id' | 'prompt' | 'chosen' | 'rejected'>

/** A reply as tokens, the end of the turn included, and what each counts. */
export interface CompiledReply extends TokenWeights {
  readonly tokens: readonly number[]
}

export interface CompiledPair {
  readonly id: string
  /** With the chat template, up to where the reply begins. */
  readonly prompt: readonly number[]
  readonly chosen: CompiledReply
  readonly rejected: CompiledReply
}

export interface CompileOptions {
  readonly mask: ThinkingMask
  /** See `TrainingJob`. */
  readonly preferenceTokens?: number | undefined
  /** Of prompt and the longer reply together. */
  readonly maxTokens: number
  readonly overlong: 'drop' | 'error'
  readonly seed: number
}

/**
 * Pairs as tokens. No row is ever cut: one that does not fit, or whose thinking never ends, is left out and counted by
 * reason. Errors: `invalid-input` for a row that is too long where `overlong` says so, or when nothing is left.
 */
export function compilePairs(
  rows: readonly TrainingRow[],
  tokenizer: LlamaTokenizer,
  options: CompileOptions,
): { readonly pairs: readonly CompiledPair[]; readonly dropped: Readonly<Record<string, number>> } {
  const { mask, preferenceTokens, maxTokens, overlong, seed } = options
  const random = createRandom(seed)
  const dropped: Record<string, number> = {}
  const drop = (reason: string): void => {
    dropped[reason] = (dropped[reason] ?? 0) + 1
  }
  const reply = (text: string): CompiledReply | undefined => {
    const { tokens, ends } = tokenizer.tokenize(text)
    const weights = maskThinking(text, ends, { mask, random })
    if (weights === undefined) return undefined
    return {
      tokens: [...tokens, tokenizer.endOfTurn],
      likelihood: [...weights.likelihood, 1],
      preference: [...weights.preference, 1],
    }
  }

  const pairs: CompiledPair[] = []
  for (const row of rows) {
    const prompt = tokenizer.writePrompt({ messages: [{ role: 'user', content: row.prompt }] })
    const chosen = reply(row.chosen)
    const rejected = reply(row.rejected)
    if (chosen === undefined) drop('the thinking of the chosen answer is not closed')
    else if (rejected === undefined) drop('the thinking of the rejected answer is not closed')
    else {
      const length = prompt.length + Math.max(chosen.tokens.length, rejected.tokens.length)
      if (length <= maxTokens) pairs.push({ id: row.id, prompt, ...aroundFork(chosen, rejected, preferenceTokens) })
      else if (overlong === 'drop') drop(`longer than ${maxTokens} tokens`)
      else
        throw new NacreError(
          'invalid-input',
          `The pair ${row.id} has ${length} tokens; at most ${maxTokens} are trained on. Raise the limit or drop such pairs.`,
        )
    }
  }
  if (pairs.length === 0) {
    const reasons = Object.entries(dropped).map(([reason, count]) => `${count} ${reason}`)
    throw new NacreError(
      'invalid-input',
      `There is no pair to train on (${reasons.join('; ') || 'none was given'}). Build more pairs, or raise the limit of tokens.`,
    )
  }
  return { pairs, dropped }
}

/**
 * Both replies with a preference that counts only the first `count` tokens after they part. What follows is copied from
 * the sentence that was chosen there: to make it less likely in the rejected reply unlearns copying. The rejected one ends
 * there, as no more of it counts.
 */
function aroundFork(
  chosen: CompiledReply,
  rejected: CompiledReply,
  count = Infinity,
): { readonly chosen: CompiledReply; readonly rejected: CompiledReply } {
  if (count === Infinity) return { chosen, rejected }
  const shared = chosen.tokens.findIndex((token, index) => token !== rejected.tokens[index])
  const fork = shared === -1 ? chosen.tokens.length : shared
  const near = (weights: readonly number[]): number[] =>
    weights.map((weight, index) => (index >= fork && index < fork + count ? weight : 0))
  const end = fork + count
  return {
    chosen: { ...chosen, preference: near(chosen.preference) },
    rejected: {
      tokens: rejected.tokens.slice(0, end),
      likelihood: rejected.likelihood.slice(0, end),
      preference: near(rejected.preference).slice(0, end),
    },
  }
}
