import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writePeftAdapter } from '#agents/training/adapter/write-peft-adapter.ts'
import { compilePairs, type CompiledPair } from '#agents/training/data/compile-pairs.ts'
import { noMask } from '#agents/training/data/mask-thinking.ts'
import { createLoraAdapter, hashAdapter } from '#agents/training/llama/lora-adapter.ts'
import { createPolicyNetwork, type PolicyNetwork } from '#agents/training/llama/policy-network.ts'
import { readLlama } from '#agents/training/llama/read-llama.ts'
import { measurePreference } from '#agents/training/measure-preference.ts'
import { trainAdapter, type StepEvent } from '#agents/training/train-adapter.ts'
import { trainingJob, type TrainingJob } from '#agents/training/training-job.ts'
import { createRandom } from '#core/create-random.ts'
import { openLlamaTokenizer, type LlamaTokenizer } from '#models/llama-cpp-tokenizer.ts'
import { tinyShape, writeTinyLlama } from './write-tiny-llama.ts'

const folder = mkdtempSync(join(tmpdir(), 'nacre-test-'))
const modelPath = join(folder, 'tiny.gguf')
let network: PolicyNetwork
let tokenizer: LlamaTokenizer
let pairs: readonly CompiledPair[]

const rows = ['bone', 'nacre', 'wood', 'silk', 'enamel'].map((name, index) => ({
  id: `pair_${index}`,
  prompt: `What is ${name}?`,
  chosen: `<|thinking|>\n${name} is tough.\n<|/thinking|>\n${name} – a composite.`,
  rejected: `I like ${name}.`,
}))
const compile = { mask: noMask, maxTokens: 200, overlong: 'drop', seed: 1 } as const

const job: TrainingJob = trainingJob.parse({
  objective: { method: 'dpo', beta: 0.1, epsilon: 0, sftWeight: 0 },
  mask: noMask,
  likelihoodScope: 'reply',
  lora: { rank: 4, alpha: 8 },
  optimiser: {
    rate: { peak: 5e-3, schedule: 'cosine', warmUpSteps: 1 },
    weightDecay: 0,
    clip: 1,
    batchPairs: 2,
    steps: 10,
  },
  limits: { maxTokens: 200, overlong: 'drop' },
  seed: 3,
  threads: 1,
})

beforeAll(async () => {
  await writeTinyLlama(modelPath)
  tokenizer = await openLlamaTokenizer(modelPath)
  network = createPolicyNetwork(await readLlama(modelPath), { threads: 1 })
  pairs = compilePairs(rows, tokenizer, compile).pairs
})
afterAll(async () => {
  await network.close()
  await tokenizer.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('training', () => {
  test.each(['sft', 'orpo', 'dpo', 'exo_pair'] as const)('by %s prefers the chosen replies more', async (method) => {
    const objective = trainingJob.shape.objective.parse({ method, beta: 0.1, epsilon: 0.01, sftWeight: 0 })
    const before = await measurePreference(pairs, { network, adapter: undefined })
    const adapter = await trainAdapter({ ...job, objective }, pairs, { network, shape: tinyShape })
    const after = await measurePreference(pairs, { network, adapter })
    expect(after.margin).toBeGreaterThan(before.margin + 0.2)
  })

  test('gives the same adapter for the same job, and another for another seed', async () => {
    const train = async (seed: number): Promise<string> =>
      hashAdapter(await trainAdapter({ ...job, seed }, pairs, { network, shape: tinyShape }))
    const hash = await train(3)
    expect(await train(3)).toBe(hash)
    expect(await train(4)).not.toBe(hash)
  })

  test('that is stopped goes on to what it would have become', async () => {
    const whole = hashAdapter(await trainAdapter(job, pairs, { network, shape: tinyShape }))
    const parts = { network, shape: tinyShape, checkpointPath: join(folder, 'checkpoint.gguf') }
    const controller = new AbortController()
    const stopped = trainAdapter(job, pairs, parts, {
      signal: controller.signal,
      onStep: ({ step }) => {
        if (step === 4) controller.abort()
      },
    })
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
    const steps: number[] = []
    const resumed = await trainAdapter(job, pairs, parts, { onStep: ({ step }) => steps.push(step) })
    expect(steps[0]).toBe(5)
    expect(hashAdapter(resumed)).toBe(whole)
    // The checkpoint of another run is not taken for one's own.
    const other: number[] = []
    await trainAdapter({ ...job, seed: 9 }, pairs, parts, { onStep: ({ step }) => other.push(step) })
    expect(other[0]).toBe(1)
  })

  test('goes on from an adapter, which stays as it is and is the reference', async () => {
    const start = await trainAdapter(job, pairs, { network, shape: tinyShape })
    const hash = hashAdapter(start)
    const events: StepEvent[] = []
    await trainAdapter(job, pairs, { network, shape: tinyShape, start }, { onStep: (event) => events.push(event) })
    expect(hashAdapter(start)).toBe(hash)
    expect(events[0]!.rewardMargin).toBeCloseTo(0, 4)
    expect(events[0]!.loss).toBeCloseTo(Math.log(2), 4)
  })

  test('over its time stops with what it has', async () => {
    let time = 0
    const limits = { ...job.limits, maxSeconds: 5 }
    const late = trainAdapter({ ...job, limits }, pairs, { network, shape: tinyShape }, { now: () => (time += 1000) })
    await expect(late).rejects.toMatchObject({ code: 'budget-exceeded' })
  })

  test('that runs away is an error', async () => {
    const broken = createLoraAdapter(tinyShape, job.lora, createRandom(1))
    broken.matrices.get('blk.0.attn_q.weight.lora_b')!.data.fill(Number.NaN)
    const run = trainAdapter(job, pairs, { network, shape: tinyShape, start: broken })
    await expect(run).rejects.toThrow('Lower the learning rate')
  })
})

describe('pairs', () => {
  test('are read as the sampler reads them', () => {
    const prompt = tokenizer.writePrompt({ messages: [{ role: 'user', content: rows[0]!.prompt }] })
    expect(pairs[0]!.prompt).toEqual(prompt)
    expect(pairs[0]!.chosen.tokens.at(-1)).toBe(tokenizer.endOfTurn)
  })

  test('whose thinking is not closed, or that are too long, are left out and counted', () => {
    const unclosed = { ...rows[0]!, chosen: '<|thinking|>\nOn and on' }
    const long = { ...rows[1]!, rejected: 'x'.repeat(300) }
    const { pairs: kept, dropped } = compilePairs([unclosed, long, rows[2]!], tokenizer, compile)
    expect(kept.map(({ id }) => id)).toEqual(['pair_2'])
    expect(dropped).toEqual({ 'the thinking of the chosen answer is not closed': 1, 'longer than 200 tokens': 1 })
    expect(() => compilePairs([long], tokenizer, { ...compile, overlong: 'error' })).toThrow('Raise the limit')
    expect(() => compilePairs([long], tokenizer, compile)).toThrow('no pair to train on')
    const counted = compilePairs([unclosed], tokenizer, { ...compile, mask: { ...noMask, unclosed: 'count-all' } })
    expect(counted.pairs).toHaveLength(1)
  })
})

describe('a preference around the fork', () => {
  const apart = { id: 'pair_9', prompt: 'Which?', chosen: 'The bone is tough.', rejected: 'The shell is hard.' }
  const compiled = (preferenceTokens?: number, rejected = apart.rejected) =>
    compilePairs([{ ...apart, rejected }], tokenizer, { ...compile, preferenceTokens }).pairs[0]!
  const forkOf = ({ chosen, rejected }: ReturnType<typeof compiled>): number =>
    chosen.tokens.findIndex((token, index) => token !== rejected.tokens[index])

  test('counts the tokens from where the replies part, and leaves the likelihood as it is', () => {
    const [whole, near] = [compiled(), compiled(2)]
    const fork = forkOf(whole)
    expect(fork).toBeGreaterThan(0)
    expect(near.chosen.tokens).toEqual(whole.chosen.tokens)
    expect(near.chosen.likelihood).toEqual(whole.chosen.likelihood)
    const counted = near.chosen.preference.flatMap((weight, index) => (weight === 1 ? [index] : []))
    expect(counted).toEqual([fork, fork + 1])
  })

  test('ends the rejected reply behind them', () => {
    const [whole, near] = [compiled(), compiled(2)]
    const end = forkOf(whole) + 2
    expect(near.rejected.tokens).toEqual(whole.rejected.tokens.slice(0, end))
    expect(near.rejected.preference).toHaveLength(end)
  })

  test('counts the end of a reply that the other one goes on from', () => {
    expect(compiled(2, `${apart.chosen} And dry.`).chosen.preference.at(-1)).toBe(1)
  })
})

describe('a mask', () => {
  const { chosen } = rows[0]!
  const tokensOf = (text: string): number => tokenizer.tokenize(text).tokens.length
  const thinking = '<|thinking|>\nbone is tough.\n<|/thinking|>'
  const weights = (mask: Partial<typeof noMask>) => {
    const { pairs: compiled } = compilePairs([rows[0]!], tokenizer, { ...compile, mask: { ...noMask, ...mask } })
    return compiled[0]!.chosen
  }
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

  test('takes the thinking out of what it names', () => {
    const all = tokensOf(chosen) + 1
    const left = all - tokensOf(thinking)
    const expected = { none: [all, all], likelihood: [left, all], preference: [all, left], both: [left, left] }
    for (const [where, counts] of Object.entries(expected)) {
      const { likelihood, preference } = weights({ where: where as keyof typeof expected })
      expect([sum(likelihood), sum(preference)]).toEqual(counts)
    }
  })

  test('may be partial, weighted, and spare the end marker', () => {
    const all = tokensOf(chosen) + 1
    const inside = tokensOf(thinking)
    expect(sum(weights({ where: 'both', share: 0.5 }).preference)).toBe(all - Math.floor(inside / 2))
    expect(sum(weights({ where: 'both', weight: 0.25 }).preference)).toBeCloseTo(all - 0.75 * inside, 9)
    expect(sum(weights({ where: 'both', isEndMarkerCounted: true }).preference)).toBe(
      all - inside + tokensOf('<|/thinking|>'),
    )
  })
})

describe('files', () => {
  test('of a cut or foreign model are refused in plain words', async () => {
    const cut = join(folder, 'cut.gguf')
    writeFileSync(cut, readFileSync(modelPath))
    truncateSync(cut, 40_000)
    await expect(readLlama(cut)).rejects.toThrow('is cut off')
    truncateSync(cut, 100)
    await expect(readLlama(cut)).rejects.toThrow('is cut off')
    writeFileSync(cut, 'not a model')
    await expect(readLlama(cut)).rejects.toThrow('Expected a GGUF file')
    const foreign = Buffer.from(readFileSync(modelPath))
    foreign.write('qwen2', foreign.indexOf('llama'))
    writeFileSync(cut, foreign)
    await expect(readLlama(cut)).rejects.toThrow('Expected a model of the architecture "llama"')
  })

  test('of PEFT hold every matrix, q and k in the order of Hugging Face', async () => {
    const adapter = createLoraAdapter(tinyShape, job.lora, createRandom(1))
    const name = 'blk.0.attn_k.weight.lora_b'
    const b = adapter.matrices.get(name)!.data
    for (let index = 0; index < b.length; index++) b[index] = Math.floor(index / 4)
    await writePeftAdapter(join(folder, 'peft'), adapter, { shape: tinyShape, baseModel: 'tiny' })
    const bytes = readFileSync(join(folder, 'peft', 'adapter_model.safetensors'))
    const headerBytes = Number(bytes.readBigUInt64LE(0))
    const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerBytes)) as Record<
      string,
      { shape: number[]; data_offsets: [number, number] }
    >
    expect(Object.keys(header)).toHaveLength(28)
    const entry = header['base_model.model.model.layers.0.self_attn.k_proj.lora_B.weight']!
    expect(entry.shape).toEqual([32, 4])
    const rowsOfHead = Array.from({ length: 16 }, (_, row) =>
      bytes.readFloatLE(8 + headerBytes + entry.data_offsets[0] + row * 16),
    )
    expect(rowsOfHead).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15])
    const config = JSON.parse(readFileSync(join(folder, 'peft', 'adapter_config.json'), 'utf8')) as { r: number }
    expect(config.r).toBe(4)
  })
})
