import { stat } from 'node:fs/promises'
import type { LlamaModel, Token } from 'node-llama-cpp'
import { NacreError } from '#core/errors.ts'
import { acquireLlamaRuntime } from './llama-cpp-runtime.ts'

/**
 * Natural log-probabilities which llama.cpp gives the tokens of `texts` from index `from` on, each given all before it:
 * what the sampler believes, to be held against what the trainer computes. Slow (the whole vocabulary a token): for
 * checks. Errors: `not-found`, `unavailable` (an adapter of another model among others).
 */
export async function scoreTokens(
  texts: readonly { readonly tokens: readonly number[]; readonly from: number }[],
  options: { readonly modelPath: string; readonly adapterPath?: string | undefined; readonly threads?: number },
): Promise<readonly (readonly number[])[]> {
  const { modelPath, adapterPath, threads = 1 } = options
  await stat(modelPath).catch((cause: unknown) => {
    throw new NacreError('not-found', `Expected a GGUF file ${modelPath}; it is not there.`, { cause })
  })
  const runtime = await acquireLlamaRuntime()
  let model: LlamaModel | undefined
  try {
    model = await runtime.llama.loadModel({ modelPath })
    const longest = Math.max(...texts.map(({ tokens }) => tokens.length))
    const context = await model.createContext({
      contextSize: longest + 1,
      threads,
      flashAttention: false,
      ...(adapterPath === undefined ? {} : { lora: adapterPath }),
    })
    const sequence = context.getSequence()
    const scores: number[][] = []
    for (const { tokens, from } of texts) {
      await sequence.clearHistory()
      const outputs = await sequence.controlledEvaluate(
        tokens
          .slice(0, -1)
          .map((token, index) =>
            index < from - 1 ? (token as Token) : [token as Token, { generateNext: { probabilities: true } }],
          ),
      )
      scores.push(
        tokens.slice(from).map((token, index) => {
          const probability = outputs[from - 1 + index]?.next.probabilities?.get(token as Token)
          return Math.log(probability ?? 0)
        }),
      )
    }
    await context.dispose()
    return scores
  } catch (cause) {
    if (cause instanceof NacreError) throw cause
    throw new NacreError(
      'unavailable',
      `llama.cpp could not score with ${modelPath}${adapterPath === undefined ? '' : ` and the adapter ${adapterPath}`}: ${String(cause)}`,
      { cause },
    )
  } finally {
    await model?.dispose()
    await runtime.release()
  }
}
