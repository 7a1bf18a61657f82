import { throwIfCancelled } from '#core/errors.ts'
import type { CompiledPair } from './data/compile-pairs.ts'
import type { LoraAdapter } from './llama/lora-adapter.ts'
import type { PolicyNetwork } from './llama/policy-network.ts'
import { sumLogProbabilities } from './train-adapter.ts'

/** How a policy ranks pairs; means. None of it says what the policy writes by itself. */
export interface PreferenceMeasures {
  readonly pairs: number
  /** Share of pairs whose chosen reply is the likelier one, token by token. */
  readonly accuracy: number
  /** Log-probability of chosen less that of rejected, a token. */
  readonly margin: number
  /** Log-probability of the chosen reply, a token: what falls while margins grow is the policy leaving what is right. */
  readonly chosenLogProbability: number
  /** Share of pairs with s(margin of sums) < 0.05: on these EXO has next to no gradient. */
  readonly badlyRanked: number
}

/** Measures pairs that were not trained on. */
export async function measurePreference(
  pairs: readonly CompiledPair[],
  { network, adapter }: { readonly network: PolicyNetwork; readonly adapter: LoraAdapter | undefined },
  options: { signal?: AbortSignal | undefined; onPair?: (done: number) => void } = {},
): Promise<PreferenceMeasures> {
  const measured: { chosen: number; rejected: number; sums: readonly [number, number] }[] = []
  for (const pair of pairs) {
    throwIfCancelled(options.signal)
    const sums = await sumLogProbabilities(network, pair, adapter)
    measured.push({ chosen: sums[0] / weightOf(pair.chosen), rejected: sums[1] / weightOf(pair.rejected), sums })
    options.onPair?.(measured.length)
  }
  const mean = (value: (each: (typeof measured)[number]) => number): number =>
    measured.reduce((sum, each) => sum + value(each), 0) / Math.max(1, measured.length)
  return {
    pairs: pairs.length,
    accuracy: mean(({ chosen, rejected }) => Number(chosen > rejected)),
    margin: mean(({ chosen, rejected }) => chosen - rejected),
    chosenLogProbability: mean(({ chosen }) => chosen),
    badlyRanked: mean(({ sums: [chosen, rejected] }) => Number(1 / (1 + Math.exp(rejected - chosen)) < 0.05)),
  }
}

function weightOf({ preference }: { readonly preference: readonly number[] }): number {
  return Math.max(
    1e-9,
    preference.reduce((sum, weight) => sum + weight, 0),
  )
}
