import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readGgufAdapter } from '#agents/training/adapter/read-gguf-adapter.ts'
import { writeGgufAdapter } from '#agents/training/adapter/write-gguf-adapter.ts'
import type { LlamaModel } from '#agents/training/llama/llama-model.ts'
import { createLoraAdapter, hashAdapter, type LoraAdapter } from '#agents/training/llama/lora-adapter.ts'
import type { PackedBatch } from '#agents/training/llama/packed-batch.ts'
import { createPolicyNetwork, type LossWeights } from '#agents/training/llama/policy-network.ts'
import { readLlama } from '#agents/training/llama/read-llama.ts'
import type { Objective } from '#agents/training/loss/objective.ts'
import { createRandom } from '#core/create-random.ts'
import { createLlamaCppChatModel } from '#models/llama-cpp-chat-model.ts'
import { scoreTokens } from '#models/llama-cpp-score-tokens.ts'
import { cosine } from './check-gradients.ts'
import { tinyShape, writeTinyLlama } from './write-tiny-llama.ts'

const folder = mkdtempSync(join(tmpdir(), 'nacre-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const modelPath = join(folder, 'tiny.gguf')
const adapterPath = join(folder, 'adapter.gguf')
const random = createRandom(3)
const draw = (count: number): number[] => Array.from({ length: count }, () => random.below(tinyShape.vocabulary - 3))
const prompt = draw(20)
const chosen = draw(9)
const rejected = draw(13)
let model: LlamaModel
let adapter: LoraAdapter

/** Prompt, chosen and rejected as one sequence; each answer's tokens are asked for. */
const packed: PackedBatch = {
  segments: [
    { tokens: prompt },
    { tokens: chosen.slice(0, -1), after: 0 },
    { tokens: rejected.slice(0, -1), after: 0 },
  ],
  questions: [chosen, rejected].flatMap((answer, index) =>
    answer.map((target, place) =>
      place === 0 ? { segment: 0, place: prompt.length - 1, target } : { segment: index + 1, place: place - 1, target },
    ),
  ),
}

/** The same as two texts of their own. */
const alone = (answer: readonly number[]): PackedBatch => {
  const tokens = [...prompt, ...answer]
  return {
    segments: [{ tokens }],
    questions: answer.map((target, index) => ({ segment: 0, place: prompt.length + index - 1, target })),
  }
}
const count = chosen.length + rejected.length
const is = (from: number, to: number, value: number): number[] =>
  Array.from({ length: count }, (_, index) => (index >= from && index < to ? value : 0))
const weights: LossWeights = {
  chosen: [is(0, chosen.length, 1)],
  rejected: [is(chosen.length, count, 1)],
  likelihood: [is(0, chosen.length, 1 / chosen.length)],
  referenceChosen: [-50],
  referenceRejected: [-70],
  scale: 1,
}

beforeAll(async () => {
  await writeTinyLlama(modelPath)
  model = await readLlama(modelPath)
  const fresh = createLoraAdapter(tinyShape, { rank: 4, alpha: 8 }, createRandom(5))
  // B is zero in a fresh adapter; here it counts.
  const matrices = [...fresh.matrices].map(([name, matrix]) => {
    const data = name.endsWith('b') ? matrix.data.map(() => 0.3 * (random.below(1000) / 500 - 1)) : matrix.data
    return [name, { ...matrix, data }] as const
  })
  adapter = { ...fresh, matrices: new Map(matrices) }
  await writeGgufAdapter(adapterPath, adapter)
})

describe('log-probabilities', () => {
  const sequences = [chosen, rejected].map((answer) => ({ tokens: [...prompt, ...answer], from: prompt.length }))

  test.each(['base', 'adapter'] as const)('of the %s are those of llama.cpp on the same file', async (which) => {
    const network = createPolicyNetwork(model, { threads: 1 })
    const ours = await network.logProbabilities(packed, which === 'adapter' ? adapter : undefined)
    await network.close()
    const theirs = await scoreTokens(sequences, {
      modelPath,
      adapterPath: which === 'adapter' ? adapterPath : undefined,
    })
    const gaps = theirs.flat().map((value, index) => Math.abs(value - ours[index]!))
    expect(gaps).toHaveLength(count)
    expect(Math.max(...gaps)).toBeLessThan(0.02)
  })

  test('are changed by the adapter, and so is what llama.cpp writes with it', async () => {
    const network = createPolicyNetwork(model, { threads: 1 })
    const [base, changed] = [await network.logProbabilities(packed), await network.logProbabilities(packed, adapter)]
    await network.close()
    expect(base.some((value, index) => Math.abs(value - changed[index]!) > 0.5)).toBe(true)
    const write = async (path: string | undefined): Promise<string> => {
      const chat = createLlamaCppChatModel({ modelPath, adapterPath: path, id: 'tiny', threads: 1, contextTokens: 256 })
      const reply = await chat.complete({ messages: [{ role: 'user', content: 'nacre' }], maxTokens: 24 })
      await chat.close()
      return reply.text
    }
    const plain = await write(undefined)
    expect(await write(undefined)).toBe(plain)
    expect(await write(adapterPath)).not.toBe(plain)
  })

  test('of texts packed behind one prompt are those of each text alone', async () => {
    const network = createPolicyNetwork(model, { threads: 1 })
    const together = await network.logProbabilities(packed, adapter)
    const apart = [
      ...(await network.logProbabilities(alone(chosen), adapter)),
      ...(await network.logProbabilities(alone(rejected), adapter)),
    ]
    await network.close()
    expect(Math.max(...together.map((value, index) => Math.abs(value - apart[index]!)))).toBeLessThan(2e-5)
  })
})

describe('the gradient of the whole', () => {
  const objectives: readonly Objective[] = [
    { method: 'sft' },
    { method: 'orpo', beta: 0.5 },
    { method: 'dpo', beta: 0.1, epsilon: 0, sftWeight: 0 },
    { method: 'exo_pair', beta: 0.05, epsilon: 0.01, sftWeight: 0.1 },
  ]
  const mean = { ...weights, chosen: [is(0, 9, 1 / 9)], rejected: [is(9, count, 1 / 13)] }

  test.each(objectives)('by $method is that of central differences along random directions', async (objective) => {
    const exact = createPolicyNetwork(model, { threads: 1, real: 'float64' })
    const using = objective.method === 'orpo' ? mean : weights
    const { gradients } = await exact.lossAndGradients(packed, using, objective, adapter)
    const analytic: number[] = []
    const numeric: number[] = []
    // A random direction for each matrix: as many numbers as matrices, each of which a wrong rule would change.
    for (const name of adapter.matrices.keys()) {
      const { shape, data } = adapter.matrices.get(name)!
      const direction = Float32Array.from(data, () => random.below(2000) / 1000 - 1)
      const at = async (step: number): Promise<number> => {
        const moved = { shape, data: data.map((value, index) => value + step * direction[index]!) }
        const other = { ...adapter, matrices: new Map(adapter.matrices).set(name, moved) }
        return (await exact.lossAndGradients(packed, using, objective, other)).loss
      }
      // The matrices are float32: the step is large enough that rounding them does not show.
      numeric.push(((await at(1e-3)) - (await at(-1e-3))) / 2e-3)
      const slopes = [...gradients.get(name)!]
      analytic.push(slopes.reduce((sum, value, index) => sum + value * direction[index]!, 0))
    }
    expect(cosine(analytic, numeric)).toBeGreaterThan(0.9999)
    await exact.close()
  })

  test('in float32 is that in float64', async () => {
    const objective: Objective = { method: 'dpo', beta: 0.1, epsilon: 0.01, sftWeight: 0.1 }
    const flat: number[][] = []
    for (const real of ['float32', 'float64'] as const) {
      const network = createPolicyNetwork(model, { threads: 1, real })
      const { gradients, loss } = await network.lossAndGradients(packed, weights, objective, adapter)
      flat.push([loss, ...[...gradients.values()].flatMap((values) => [...values])])
      await network.close()
    }
    expect(Math.abs(flat[0]![0]! / flat[1]![0]! - 1)).toBeLessThan(1e-5)
    expect(cosine(flat[0]!.slice(1), flat[1]!.slice(1))).toBeGreaterThan(0.999999)
  })

  test('is the same each time, bit for bit', async () => {
    const hashes: string[] = []
    for (let run = 0; run < 2; run++) {
      const network = createPolicyNetwork(model, { threads: 2 })
      const { gradients } = await network.lossAndGradients(packed, weights, objectives[2]!, adapter)
      const matrices = [...gradients].map(
        ([name, data]) => [name, { shape: [], data: Float32Array.from(data) }] as const,
      )
      hashes.push(hashAdapter({ rank: 4, alpha: 8, matrices: new Map(matrices) }))
      await network.close()
    }
    expect(hashes[0]).toBe(hashes[1])
  })
})

describe('an adapter file', () => {
  test('is read back as it was written', async () => {
    expect(hashAdapter(await readGgufAdapter(adapterPath, tinyShape))).toBe(hashAdapter(adapter))
  })

  test('of another base is refused, here and by llama.cpp', async () => {
    const other = join(folder, 'other.gguf')
    const narrow = { ...tinyShape, feedForward: 64 }
    await writeGgufAdapter(other, createLoraAdapter(narrow, { rank: 4, alpha: 8 }, createRandom(1)))
    await expect(readGgufAdapter(other, tinyShape)).rejects.toThrow('was trained on another model')
    const chat = createLlamaCppChatModel({ modelPath, adapterPath: other, id: 'tiny', threads: 1, contextTokens: 256 })
    await expect(chat.complete({ messages: [{ role: 'user', content: 'a' }], maxTokens: 1 })).rejects.toThrow(
      'trained on this very model',
    )
    await chat.close()
  })
})
