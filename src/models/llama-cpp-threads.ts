import { availableParallelism, cpus, loadavg } from 'node:os'
import type { Llama, LlamaContextSequence, LlamaModel } from 'node-llama-cpp'
import { chooseThreads, type ThreadChoice } from './choose-threads.ts'

const measuredTokens = 12
const longestMeasurementMs = 1_500

/** Chooses the threads of a model by decoding a few tokens on a free sequence, and sets them. */
export async function setMeasuredThreads(
  llama: Llama,
  model: LlamaModel,
  sequence: LlamaContextSequence,
  options: { modelId: string; cacheFile: string | undefined },
): Promise<ThreadChoice> {
  const token = model.tokenize('a', false).slice(0, 1)
  const cores = availableParallelism()
  const choice = await chooseThreads({
    ...options,
    processor: cpus()[0]?.model ?? 'unknown',
    cores,
    isBusy: () => loadavg()[0]! > cores / 2,
    measure: async (threads) => {
      llama.maxThreads = threads
      await sequence.evaluateWithoutGeneratingNewTokens(token)
      const start = performance.now()
      let count = 0
      while (count < measuredTokens && performance.now() - start < longestMeasurementMs) {
        await sequence.evaluateWithoutGeneratingNewTokens(token)
        count++
      }
      return (count * 1000) / (performance.now() - start)
    },
  })
  await sequence.clearHistory()
  llama.maxThreads = choice.threads
  return choice
}

const slowFactor = 8
const slowTokensInRow = 3

/**
 * Told after each token, gives back a thread when decoding stalls: another process took a core, and threads that spin
 * on a barrier now wait whole time slices for each other.
 */
export function createStallGuard(
  llama: Pick<Llama, 'maxThreads'>,
  choice: ThreadChoice,
  now: () => number = () => performance.now(),
): () => void {
  const slowMs = (slowFactor * 1000) / choice.tokensPerSecond
  let lastTokenAt = now()
  let slowTokens = 0
  return () => {
    const tokenAt = now()
    slowTokens = tokenAt - lastTokenAt > slowMs ? slowTokens + 1 : 0
    lastTokenAt = tokenAt
    if (slowTokens >= slowTokensInRow && llama.maxThreads > 1) {
      llama.maxThreads = Math.floor(llama.maxThreads / 2)
      slowTokens = 0
    }
  }
}
