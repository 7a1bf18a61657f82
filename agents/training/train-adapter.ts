import { createRandom } from '#core/create-random.ts'
import { NacreError } from '#core/errors.ts'
import { sha256 } from '#core/id.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import type { CompiledPair } from './data/compile-pairs.ts'
import { packPair } from './data/pack-pair.ts'
import type { LlamaShape } from './llama/llama-model.ts'
import { createLoraAdapter, hashAdapter, type LoraAdapter } from './llama/lora-adapter.ts'
import type { LossOutcome, PolicyNetwork } from './llama/policy-network.ts'
import { needsReference } from './loss/objective.ts'
import { startAdam, updateByAdamW } from './optimise/adam-w.ts'
import { learningRateAt } from './optimise/learning-rate.ts'
import type { TrainingJob } from './training-job.ts'

/** What one step tells; means over its pairs. Rewards are beta times the log-ratio to the reference. */
export interface StepEvent {
  readonly step: number
  readonly steps: number
  readonly loss: number
  readonly gradientNorm: number
  readonly learningRate: number
  readonly likelihood: number
  readonly chosenLogProbability: number
  readonly rejectedLogProbability: number
  readonly rewardChosen: number
  readonly rewardRejected: number
  readonly rewardMargin: number
  readonly rewardAccuracy: number
  readonly tokens: number
}

export interface TrainParts {
  readonly network: PolicyNetwork
  readonly shape: LlamaShape
  /** Where training goes on from, which is also the reference; the base model if there is none. It is not changed. */
  readonly start?: LoraAdapter | undefined
  /** Where the run keeps what it has done, so that a run that was killed goes on. */
  readonly checkpointPath?: string | undefined
}

export interface TrainOptions {
  readonly signal?: AbortSignal | undefined
  readonly onStep?: ((event: StepEvent) => void) | undefined
  readonly now?: () => number
}

interface Seen {
  readonly outcome: LossOutcome
  /** Sums of the reference, chosen and rejected. */
  readonly reference: readonly [number, number]
}

const stepsBetweenCheckpoints = 8

/**
 * Trains an adapter on pairs. Deterministic (`TrainingJob`), and a run that was stopped and goes on gives what one
 * without a stop gives. Errors: `cancelled` and `budget-exceeded` (the checkpoint is written first), `invalid-input`
 * when the loss is no number any more.
 */
export async function trainAdapter(
  job: TrainingJob,
  pairs: readonly CompiledPair[],
  { network, shape, start, checkpointPath }: TrainParts,
  { signal, onStep, now = () => performance.now() }: TrainOptions = {},
): Promise<LoraAdapter> {
  const { objective, optimiser, likelihoodScope: scope, seed } = job
  const { batchPairs, steps, clip, rate, weightDecay } = optimiser
  const key = runKey(job, pairs, start)
  const known = checkpointPath === undefined ? undefined : await readCheckpoint(checkpointPath, key)
  const adapter = known?.adapter ?? copyAdapter(start ?? createLoraAdapter(shape, job.lora, createRandom(seed)))
  let state = known?.state ?? startAdam(adapter)
  const references = new Map<number, readonly [number, number]>()
  const startedMs = now()
  const save = async (): Promise<void> => {
    if (checkpointPath !== undefined) await writeCheckpoint(checkpointPath, key, { adapter, state })
  }

  while (state.step < steps) {
    const step = state.step
    await stopIfAsked()
    const sums = new Map<string, Float32Array>()
    const seen: Seen[] = []
    let tokens = 0
    for (const index of drawBatch(step)) {
      await stopIfAsked()
      const { batch, weights } = packPair(pairs[index]!, { method: objective.method, scope })
      const reference = await referenceOf(index)
      const outcome = await network.lossAndGradients(
        batch,
        { ...weights, referenceChosen: [reference[0]], referenceRejected: [reference[1]], scale: 1 / batchPairs },
        objective,
        adapter,
      )
      addTo(sums, outcome.gradients)
      seen.push({ outcome, reference })
      tokens += batch.segments.reduce((sum, segment) => sum + segment.tokens.length, 0)
    }
    const gradientNorm = Math.sqrt(
      sumOf([...sums.values()].map((values) => sumOf(values.map((value) => value * value)))),
    )
    const learningRate = learningRateAt(step, steps, rate)
    const event = describe(seen, { step: step + 1, steps, gradientNorm, learningRate, tokens })
    if (!Number.isFinite(event.loss) || !Number.isFinite(gradientNorm))
      throw new NacreError(
        'invalid-input',
        `At step ${step + 1} the loss is ${event.loss} and the length of the gradient ${gradientNorm}: training ran away. Lower the learning rate (now ${learningRate}). The version before stays in use.`,
      )
    if (gradientNorm > clip) for (const values of sums.values()) scale(values, clip / gradientNorm)
    state = updateByAdamW(adapter, sums, state, { learningRate, weightDecay })
    if (state.step % stepsBetweenCheckpoints === 0 || state.step === steps) await save()
    onStep?.(event)
  }
  return adapter

  async function stopIfAsked(): Promise<void> {
    const { maxSeconds } = job.limits
    const isLate = maxSeconds !== undefined && (now() - startedMs) / 1000 > maxSeconds
    if (!isLate && signal?.aborted !== true) return
    await save()
    if (isLate)
      throw new NacreError(
        'budget-exceeded',
        `Training took more than ${maxSeconds} s; ${state.step} of ${steps} steps are kept. Run it again to go on.`,
      )
    throw new NacreError('cancelled', 'The training was stopped.', { cause: signal?.reason })
  }

  /** The pairs of a step: all in a random order, then all in another, and so on. */
  function drawBatch(step: number): number[] {
    return Array.from({ length: batchPairs }, (_, place) => {
      const drawn = step * batchPairs + place
      const round = Math.floor(drawn / pairs.length)
      const order = createRandom(seed + 1 + round).shuffle(pairs.map((_pair, index) => index))
      return order[drawn % pairs.length]!
    })
  }

  async function referenceOf(index: number): Promise<readonly [number, number]> {
    if (!needsReference(objective)) return [0, 0]
    const found = references.get(index) ?? (await sumLogProbabilities(network, pairs[index]!, start))
    references.set(index, found)
    return found
  }

  function describe(
    all: readonly Seen[],
    known: Pick<StepEvent, 'step' | 'steps' | 'gradientNorm' | 'learningRate' | 'tokens'>,
  ): StepEvent {
    const beta = 'beta' in objective ? objective.beta : 0
    const mean = (value: (each: Seen) => number): number => sumOf(all.map(value)) / all.length
    const rewards = all.map(({ outcome, reference }) => [
      beta * (outcome.chosen[0]! - reference[0]),
      beta * (outcome.rejected[0]! - reference[1]),
    ])
    return {
      ...known,
      loss: mean(({ outcome }) => outcome.losses[0]!),
      likelihood: mean(({ outcome }) => outcome.likelihood[0]!),
      chosenLogProbability: mean(({ outcome }) => outcome.chosen[0]!),
      rejectedLogProbability: mean(({ outcome }) => outcome.rejected[0]!),
      rewardChosen: sumOf(rewards.map(([chosen]) => chosen!)) / all.length,
      rewardRejected: sumOf(rewards.map(([, rejected]) => rejected!)) / all.length,
      rewardMargin: sumOf(rewards.map(([chosen, rejected]) => chosen! - rejected!)) / all.length,
      rewardAccuracy: rewards.filter(([chosen, rejected]) => chosen! > rejected!).length / all.length,
    }
  }
}

/** Weighted sums of the log-probabilities of both replies under an adapter, or under the base model. */
export async function sumLogProbabilities(
  network: PolicyNetwork,
  pair: CompiledPair,
  adapter: LoraAdapter | undefined,
): Promise<readonly [number, number]> {
  const { batch, weights } = packPair(pair, { method: 'dpo', scope: 'reply' })
  const values = await network.logProbabilities(batch, adapter)
  const sum = (row: readonly number[]): number => sumOf(row.map((weight, index) => weight * values[index]!))
  return [sum(weights.chosen[0]!), sum(weights.rejected[0]!)]
}

function runKey(job: TrainingJob, pairs: readonly CompiledPair[], start: LoraAdapter | undefined): string {
  const { limits: _, ...decisive } = job
  return sha256(JSON.stringify([decisive, pairs, start === undefined ? '' : hashAdapter(start)]))
}

function copyAdapter({ matrices, ...config }: LoraAdapter): LoraAdapter {
  return {
    ...config,
    matrices: new Map([...matrices].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }])),
  }
}

function addTo(sums: Map<string, Float32Array>, gradients: ReadonlyMap<string, ArrayLike<number>>): void {
  for (const [name, gradient] of gradients) {
    const sum = sums.get(name) ?? new Float32Array(gradient.length)
    for (let index = 0; index < sum.length; index++) sum[index] = sum[index]! + gradient[index]!
    sums.set(name, sum)
  }
}

function scale(values: Float32Array, factor: number): void {
  for (let index = 0; index < values.length; index++) values[index] = values[index]! * factor
}

function sumOf(values: Iterable<number>): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}
