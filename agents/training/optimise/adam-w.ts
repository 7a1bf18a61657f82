import type { LoraAdapter } from '#agents/training/llama/lora-adapter.ts'

/** First and second moments of the gradients, and how many updates made them. */
export interface AdamState {
  readonly step: number
  readonly first: ReadonlyMap<string, Float32Array>
  readonly second: ReadonlyMap<string, Float32Array>
}

const beta1 = 0.9
const beta2 = 0.999
const epsilon = 1e-8

/** No updates yet. */
export function startAdam({ matrices }: Pick<LoraAdapter, 'matrices'>): AdamState {
  const zeros = (): Map<string, Float32Array> =>
    new Map([...matrices].map(([name, { data }]) => [name, new Float32Array(data.length)]))
  return { step: 0, first: zeros(), second: zeros() }
}

/**
 * One update by AdamW (arXiv 1711.05101, algorithm 2), IN PLACE: the numbers of adapter and moments change. Returns the
 * state with its step counted on.
 */
export function updateByAdamW(
  { matrices }: Pick<LoraAdapter, 'matrices'>,
  gradients: ReadonlyMap<string, ArrayLike<number>>,
  state: AdamState,
  options: { readonly learningRate: number; readonly weightDecay: number },
): AdamState {
  const { learningRate, weightDecay } = options
  const step = state.step + 1
  const correction1 = 1 - beta1 ** step
  const correction2 = 1 - beta2 ** step
  for (const [name, { data }] of matrices) {
    const gradient = gradients.get(name)!
    const first = state.first.get(name)!
    const second = state.second.get(name)!
    for (let index = 0; index < data.length; index++) {
      const slope = gradient[index]!
      first[index] = beta1 * first[index]! + (1 - beta1) * slope
      second[index] = beta2 * second[index]! + (1 - beta2) * slope * slope
      const change = first[index]! / correction1 / (Math.sqrt(second[index]! / correction2) + epsilon)
      data[index] = data[index]! - learningRate * (change + weightDecay * data[index]!)
    }
  }
  return { ...state, step }
}
