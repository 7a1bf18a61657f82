import type { ControlledEvaluateInputItem, LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp'
import { NacreError } from '#core/errors.ts'

/**
 * Probability of each choice as the next token after `tail` on the sequence, normalised over the choices. A choice is
 * the sum of its ways of writing ("yes", " yes", "Yes", " YES", …), each by its first token. Errors: `invalid-input`
 * when two choices begin with the same token.
 */
export async function weighFirstTokens(
  model: LlamaModel,
  sequence: LlamaContextSequence,
  tail: readonly Token[],
  choices: readonly string[],
): Promise<readonly number[]> {
  const tokensOfChoices = choices.map((choice) => firstTokens(model, choice))
  const tokens = tokensOfChoices.flatMap((set) => [...set])
  if (new Set(tokens).size < tokens.length) {
    throw new NacreError(
      'invalid-input',
      `Expected choices that differ in their first token; got ${JSON.stringify(choices)}. Use "A", "B", … instead.`,
    )
  }
  const input: ControlledEvaluateInputItem[] = [...tail]
  input[tail.length - 1] = [tail.at(-1)!, { generateNext: { logits: { filter: { tokens } } } }]
  const results = await sequence.controlledEvaluate(input)
  const logits = results[tail.length - 1]?.next.logits
  if (logits === undefined) throw new NacreError('unavailable', 'Expected logits from llama.cpp; got none.')

  const highest = Math.max(...tokens.map((token) => logits.get(token) ?? -Infinity))
  const weights = tokensOfChoices.map((set) => {
    let sum = 0
    for (const token of set) sum += Math.exp((logits.get(token) ?? -Infinity) - highest)
    return sum
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

function firstTokens(model: LlamaModel, choice: string): Set<Token> {
  const word = choice.trim()
  const capitalised = word.charAt(0).toUpperCase() + word.slice(1)
  const writings = [word, word.toLowerCase(), word.toUpperCase(), capitalised].flatMap((text) => [text, ` ${text}`])
  const tokens = writings.map((text) => model.tokenize(text, false)[0])
  return new Set(tokens.filter((token) => token !== undefined))
}
