import { openOnnxSession, type Feed, type OnnxSession } from '#agents/training/onnx-session.ts'
import { buildLoss } from '#agents/training/loss/build-loss.ts'
import type { Objective } from '#agents/training/loss/objective.ts'
import { matMul } from '#agents/training/tape/mat-mul.ts'
import { pointwise } from '#agents/training/tape/pointwise.ts'
import { sumAll } from '#agents/training/tape/sum-all.ts'
import { createTape, type Tape, type Value } from '#agents/training/tape/tape.ts'
import { buildForward } from './build-forward.ts'
import { feedBatch } from './feed-batch.ts'
import type { LlamaModel } from './llama-model.ts'
import type { LoraAdapter, LoraConfig } from './lora-adapter.ts'
import type { PackedBatch } from './packed-batch.ts'

/** How the log-probabilities of a batch make the loss of its P pairs; each matrix is [P, questions], row-major. */
export interface LossWeights {
  readonly chosen: readonly (readonly number[])[]
  readonly rejected: readonly (readonly number[])[]
  readonly likelihood: readonly (readonly number[])[]
  readonly referenceChosen: readonly number[]
  readonly referenceRejected: readonly number[]
  /** What the sum of the pairs' losses is multiplied by: 1 over the pairs of a step. */
  readonly scale: number
}

export interface LossOutcome {
  /** Scaled. */
  readonly loss: number
  /** One a pair. */
  readonly losses: readonly number[]
  readonly chosen: readonly number[]
  readonly rejected: readonly number[]
  readonly likelihood: readonly number[]
  /** By the name of the adapter's matrix. */
  readonly gradients: ReadonlyMap<string, Float32Array | Float64Array>
}

/** A model that can be trained: its weights stand in memory once, whatever is computed with them. */
export interface PolicyNetwork {
  /** Log-probability of each question's target. Without an adapter: those of the base model. */
  logProbabilities(batch: PackedBatch, adapter?: LoraAdapter): Promise<readonly number[]>
  lossAndGradients(
    batch: PackedBatch,
    weights: LossWeights,
    objective: Objective,
    adapter: LoraAdapter,
  ): Promise<LossOutcome>
  close(): Promise<void>
}

/** Graphs are made when first needed and kept. `real` is float64 in checks only: it needs twice the memory. */
export function createPolicyNetwork(
  model: LlamaModel,
  options: { readonly threads: number; readonly real?: Tape['real'] },
): PolicyNetwork {
  const { threads, real = 'float32' } = options
  const hasOutput = model.weights.has('output.weight')
  const sessions = new Map<string, Promise<OnnxSession>>()
  const frozen: Record<string, Feed> = {}
  for (const [name, matrix] of model.weights) frozen[name] = toFeed(matrix.data, matrix.shape)

  function toFeed(data: Float32Array, shape: readonly number[]): Feed {
    return { data: real === 'float32' ? data : Float64Array.from(data), shape }
  }
  function open(key: string, build: (tape: Tape) => Parameters<Tape['finish']>[0]): Promise<OnnxSession> {
    const known = sessions.get(key)
    if (known !== undefined) return known
    const tape = createTape(real)
    const session = openOnnxSession(tape.finish(build(tape)), { threads })
    sessions.set(key, session)
    return session
  }
  function feedsOf(batch: PackedBatch, adapter: LoraAdapter | undefined): Record<string, Feed> {
    const feeds = { ...frozen, ...feedBatch(batch, model.shape, real) }
    for (const [name, { data, shape }] of adapter?.matrices ?? []) feeds[name] = toFeed(data, shape)
    return feeds
  }

  return {
    async logProbabilities(batch, adapter) {
      const lora = adapter === undefined ? undefined : { rank: adapter.rank, alpha: adapter.alpha }
      const session = await open(JSON.stringify(['forward', lora]), (tape) => {
        const { logProbabilities } = buildForward(tape, model.shape, { lora, isTrained: false, hasOutput })
        return { logProbabilities: { value: logProbabilities, shape: ['U', 1] } }
      })
      const { logProbabilities } = await session.run(feedsOf(batch, adapter))
      return [...(logProbabilities ?? [])]
    },
    async lossAndGradients(batch, weights, objective, adapter) {
      const { rank, alpha } = adapter
      const session = await open(JSON.stringify(['loss', rank, alpha, objective]), (tape) =>
        buildTraining(tape, model, { lora: { rank, alpha }, objective, hasOutput }),
      )
      const outputs = await session.run({ ...feedsOf(batch, adapter), ...feedWeights(weights, real) })
      const gradients = new Map([...adapter.matrices.keys()].map((name) => [name, outputs[`gradient ${name}`]!]))
      return {
        loss: outputs['loss']![0]!,
        losses: [...outputs['losses']!],
        chosen: [...outputs['chosen']!],
        rejected: [...outputs['rejected']!],
        likelihood: [...outputs['likelihood']!],
        gradients,
      }
    },
    async close() {
      const opened = [...sessions.values()]
      sessions.clear()
      for (const session of opened) await (await session).close()
    },
  }
}

/** The graph of one step: loss, its parts, and the gradient of each matrix of the adapter. */
function buildTraining(
  tape: Tape,
  model: LlamaModel,
  options: { readonly lora: LoraConfig; readonly objective: Objective; readonly hasOutput: boolean },
): Parameters<Tape['finish']>[0] {
  const { lora, objective, hasOutput } = options
  const { logProbabilities, trained } = buildForward(tape, model.shape, { lora, isTrained: true, hasOutput })
  const weigh = (name: string): Value => matMul(tape, tape.input(name, ['P', 'U']), logProbabilities, { rank: 2 })
  const chosen = weigh('weights chosen')
  const rejected = weigh('weights rejected')
  const likelihood = pointwise(tape).affine(weigh('weights likelihood'), -1)
  const losses = buildLoss(tape, objective, {
    chosen,
    rejected,
    likelihood,
    referenceChosen: tape.input('reference chosen', ['P', 1]),
    referenceRejected: tape.input('reference rejected', ['P', 1]),
  })
  const scale = tape.input('scale', ['P', 1])
  const loss = sumAll(tape, pointwise(tape).multiply(losses, scale))
  const wanted = [...trained.values()]
  const gradients = tape.gradients(loss, wanted)
  return {
    loss: { value: loss, shape: [] },
    losses: { value: losses, shape: ['P', 1] },
    chosen: { value: chosen, shape: ['P', 1] },
    rejected: { value: rejected, shape: ['P', 1] },
    likelihood: { value: likelihood, shape: ['P', 1] },
    ...Object.fromEntries(
      wanted.map(({ name }, index) => {
        const isA = name.endsWith('.lora_a')
        return [
          `gradient ${name}`,
          { value: gradients[index]!, shape: isA ? [lora.rank, `${name} in`] : [`${name} out`, lora.rank] },
        ]
      }),
    ),
  }
}

function feedWeights(weights: LossWeights, real: Tape['real']): Record<string, Feed> {
  const feed = (values: readonly number[], columns: number): Feed => ({
    data: real === 'float32' ? Float32Array.from(values) : Float64Array.from(values),
    shape: [values.length / columns, columns],
  })
  const columns = weights.chosen[0]?.length ?? 1
  return {
    'weights chosen': feed(weights.chosen.flat(), columns),
    'weights rejected': feed(weights.rejected.flat(), columns),
    'weights likelihood': feed(weights.likelihood.flat(), columns),
    'reference chosen': feed(weights.referenceChosen, 1),
    'reference rejected': feed(weights.referenceRejected, 1),
    scale: feed(
      weights.chosen.map(() => weights.scale),
      1,
    ),
  }
}
