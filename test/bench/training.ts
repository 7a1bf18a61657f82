// A DPO step of one pair on the policy (135 million weights): prompt and both replies packed into one sequence, loss and
// the gradients of a LoRA of rank 8 on all linear layers. `2x256` is two texts of 256 tokens, half of which is the
// prompt they share. Each size runs in a process of its own, so that its memory is its own. With `--torch PYTHON` (one
// that has torch and transformers) the same step runs there, before and after ours. Prints one JSON value.
import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createPolicyNetwork } from '#agents/training/llama/policy-network.ts'
import { createLoraAdapter } from '#agents/training/llama/lora-adapter.ts'
import { readLlama } from '#agents/training/llama/read-llama.ts'
import { packPair } from '#agents/training/data/pack-pair.ts'
import { createRandom } from '#core/create-random.ts'
import { locateLocalModel } from '#models/locate-local-model.ts'
import { readConfig } from '#src/config.ts'

const sizes = [128, 256, 512] as const
const steps = 5
const { values: flags, positionals } = parseArgs({ options: { torch: { type: 'string' } }, allowPositionals: true })
const [size, threads] = positionals.map(Number)

if (size === undefined) {
  const counts = String(availableParallelism())
  const own = ['--disable-warning=ExperimentalWarning', import.meta.filename]
  const torch = join(import.meta.dirname, 'training-torch.py')
  const results = sizes.map((tokens) => {
    const python = flags.torch
    const before = python === undefined ? undefined : run(python, [torch, String(tokens), counts])
    const ours = run(process.execPath, [...own, String(tokens), counts])
    if (python === undefined || before === undefined) return ours
    const after = run(python, [torch, String(tokens), counts])
    return { ...ours, torch: [before, after], ofTorch: (2 * ours.seconds) / (before.seconds + after.seconds) }
  })
  console.log(JSON.stringify({ bench: 'training', threads: availableParallelism(), sizes: results }))
} else {
  console.log(JSON.stringify(await measure(size, threads ?? availableParallelism())))
}

function run(program: string, words: readonly string[]): { readonly seconds: number } {
  const child = spawnSync(program, words, { encoding: 'utf8' })
  if (child.status !== 0) throw new Error(child.stderr)
  return JSON.parse(child.stdout) as { readonly seconds: number }
}

async function measure(tokens: number, threadCount: number) {
  const config = readConfig()
  const { modelPath } = await locateLocalModel(config.models.policy.replace('local:', ''), {
    cacheFolder: config.cacheFolder,
  })
  const model = await readLlama(modelPath)
  const network = createPolicyNetwork(model, { threads: threadCount })
  const adapter = createLoraAdapter(model.shape, { rank: 8, alpha: 16 }, createRandom(1))
  const random = createRandom(2)
  const draw = (count: number): number[] => Array.from({ length: count }, () => random.below(model.shape.vocabulary))
  const reply = (count: number) => {
    const ones = Array.from({ length: count }, () => 1)
    return { tokens: draw(count), likelihood: ones, preference: ones }
  }
  const half = tokens / 2
  const { batch, weights } = packPair(
    { id: '', prompt: draw(half), chosen: reply(half), rejected: reply(half) },
    { method: 'dpo', scope: 'reply' },
  )
  const times: number[] = []
  const reference: number[] = []
  for (let step = 0; step <= steps; step++) {
    const startedMs = performance.now()
    await network.lossAndGradients(
      batch,
      { ...weights, referenceChosen: [-200], referenceRejected: [-200], scale: 1 },
      { method: 'dpo', beta: 0.1, epsilon: 0, sftWeight: 0 },
      adapter,
    )
    times.push((performance.now() - startedMs) / 1000)
  }
  for (let step = 0; step <= 2; step++) {
    const startedMs = performance.now()
    await network.logProbabilities(batch)
    reference.push((performance.now() - startedMs) / 1000)
  }
  await network.close()
  // The first of each makes the graph.
  const sorted = times.slice(1).toSorted((a, b) => a - b)
  return {
    tokens,
    seconds: sorted[Math.floor(steps / 2)],
    fastest: sorted[0],
    first: times[0],
    referenceSeconds: Math.min(...reference.slice(1)),
    peakGigabytes: process.resourceUsage().maxRSS / 1e6,
  }
}
