import { appendFileSync } from 'node:fs'
import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readGgufAdapter } from '#agents/training/adapter/read-gguf-adapter.ts'
import { writePeftAdapter } from '#agents/training/adapter/write-peft-adapter.ts'
import { measureNames } from '#agents/training/evaluate/summarise-samples.ts'
import type { LoraAdapter } from '#agents/training/llama/lora-adapter.ts'
import type { PolicyVersion } from '#agents/training/registry/policy-version.ts'
import { sha256 } from '#core/id.ts'
import type { PreferencePair } from '#core/pair.ts'
import type { Task } from '#core/task.ts'
import { checkSampler } from './check-sampler.ts'
import { collectPairs, type CollectedPairs } from './collect-pairs.ts'
import { drawRoundTasks } from './draw-round-tasks.ts'
import { evaluatePolicy, type Evaluation } from './evaluate-policy.ts'
import { holdOut } from './hold-out.ts'
import { readRecord, writeRecord } from './record-file.ts'
import { roundOutcome, type RoundOutcome, type RoundPlan } from './round-plan.ts'
import type { AdapterFile, RoundOptions, RoundParts } from './round-parts.ts'

/** Fewer pairs than this teach nothing; the policy is then as good as its tasks can make it. */
const fewestPairs = 8

/**
 * One round on one screen: tasks -> pairs against the current policy -> check -> training -> evaluation by free samples
 * on held-out documents -> promotion, or not. Every step can be run again after a kill: what was done is read, not done
 * twice, and nothing serves before the promotion record is there.
 */
export async function runRound(plan: RoundPlan, parts: RoundParts, options: RoundOptions = {}): Promise<RoundOutcome> {
  const folder = roundFolder(parts.folder, plan.round)
  const done = await readRecord(join(folder, 'outcome.json'), roundOutcome)
  if (done !== undefined) return done
  const { registry, graph } = parts
  const { signal, onProgress } = options

  onProgress?.('tasks', 0, 1)
  const heldOut = await holdOut(parts.folder, graph, { signal })
  const base = await evaluatePolicy({ name: 'base' }, heldOut, plan.profile, parts, options)
  const start = await openParent(plan, parts)
  const before = start === undefined ? base : await evaluate(start.version.id, start)

  const tasks = await drawOnce()
  const collected = await collect()
  if (collected.pairs.length < fewestPairs)
    return end({ version: null, isPromoted: false, reason: `only ${collected.pairs.length} pairs: ${tell(collected)}` })

  const { job } = plan
  onProgress?.('check', 0, 1)
  const gap = await checkSampler(collected.pairs, { file: start?.file, adapter: start?.adapter }, parts)
  const { path, hash, dropped } = await parts.trainer.train(
    { job, rows: collected.pairs, start: start?.file.path, folder },
    {
      signal,
      onStep: (event) => {
        onProgress?.('training', event.step, event.steps, `loss ${event.loss.toFixed(3)}`)
        appendFileSync(join(folder, 'steps.jsonl'), `${JSON.stringify(event)}\n`)
      },
    },
  )

  const id = `r${plan.round}-${hash.slice(0, 8)}`
  const file: AdapterFile = { path, hash }
  const adapter = await readGgufAdapter(path, parts.model.shape)
  const after = await evaluate(id, { file, adapter })
  const version = await describe({ id, file, collected, dropped, after, gap })
  await registry.add(version, async (into) => {
    await copyFile(path, join(into, 'adapter.gguf'))
    await writePeftAdapter(join(into, 'peft'), adapter, { shape: parts.model.shape, baseModel: plan.base })
  })

  const isBetter = after.score > before.score
  const reason = `score ${before.score.toFixed(3)} -> ${after.score.toFixed(3)} on ${after.summary.tasks} tasks from held-out documents`
  if (isBetter) {
    const serving = (await registry.current())?.id ?? null
    // After a kill between this record and the outcome the version serves already.
    if (serving !== id) await registry.promote(id, { expected: plan.parent, reason, at: parts.now() })
  }
  return end({ version: id, isPromoted: isBetter, reason })

  /** Kept, because questions that were asked are not drawn again. */
  async function drawOnce(): Promise<readonly Task[]> {
    const path = join(folder, 'tasks.json')
    const known = await readRecord(path, z.array(z.looseObject({ id: z.string() })))
    if (known !== undefined) return known as unknown as readonly Task[]
    const heldOutDocuments = new Set(heldOut.documentIds)
    const { training } = await drawRoundTasks(graph, { seed: plan.seed + plan.round, heldOutDocuments, signal })
    await writeRecord(path, training)
    return training
  }

  async function collect(): Promise<CollectedPairs> {
    const policy = await parts.openPolicy(start?.file)
    try {
      return await collectPairs(
        tasks,
        plan,
        { policy, graph, path: join(folder, 'pairs.jsonl') },
        { signal, onPair: (count) => onProgress?.('pairs', count, plan.pairs) },
      )
    } finally {
      await policy.close()
    }
  }

  function evaluate(
    name: string,
    policy: { readonly file: AdapterFile; readonly adapter: LoraAdapter },
  ): Promise<Evaluation> {
    return evaluatePolicy({ name, ...policy }, heldOut, plan.profile, parts, { ...options, baseSamples: base.samples })
  }

  async function end(outcome: Omit<RoundOutcome, 'endedAt'>): Promise<RoundOutcome> {
    const whole = { ...outcome, endedAt: parts.now().toISOString() }
    await writeRecord(join(folder, 'outcome.json'), whole)
    return whole
  }

  async function describe(made: {
    readonly id: string
    readonly file: AdapterFile
    readonly collected: CollectedPairs
    readonly dropped: Readonly<Record<string, number>>
    readonly after: Evaluation
    readonly gap: number
  }): Promise<PolicyVersion> {
    const { pairs } = made.collected
    const unique = (values: (pair: PreferencePair) => readonly string[]): string[] =>
      [...new Set(pairs.flatMap(values))].toSorted()
    return {
      id: made.id,
      round: plan.round,
      parent: plan.parent,
      base: plan.base,
      method: job.objective.method,
      seed: job.seed,
      adapterHash: made.file.hash,
      adapterSha256: sha256(await readFile(made.file.path)),
      job,
      dataSha256: sha256(pairs.map(({ id: pairId }) => pairId).join('\n')),
      pairIds: pairs.map(({ id: pairId }) => pairId),
      documentIds: unique(({ provenance }) => provenance.documentIds),
      licenses: unique(({ provenance }) => provenance.licenses),
      dropped: { ...made.collected.dropped, ...made.dropped },
      metrics: metricsOf(made.after, made.gap),
      createdAt: parts.now().toISOString(),
    }
  }
}

/** Where a round keeps what it does. */
export function roundFolder(folder: string, round: number): string {
  return join(folder, 'rounds', String(round).padStart(4, '0'))
}

async function openParent(
  { parent }: RoundPlan,
  { registry, model }: RoundParts,
): Promise<{ version: PolicyVersion; file: AdapterFile; adapter: LoraAdapter } | undefined> {
  if (parent === null) return undefined
  const version = await registry.version(parent)
  const path = await registry.adapterPath(version)
  return { version, file: { path, hash: version.adapterHash }, adapter: await readGgufAdapter(path, model.shape) }
}

function metricsOf({ score, summary, preference }: Evaluation, gap: number): Record<string, number> {
  return {
    score,
    ...Object.fromEntries(measureNames.map((name) => [name, summary.measures[name].mean])),
    accuracy: preference.accuracy,
    margin: preference.margin,
    chosenLogProbability: preference.chosenLogProbability,
    badlyRanked: preference.badlyRanked,
    samplerGap: gap,
  }
}

function tell({ dropped }: CollectedPairs): string {
  return Object.entries(dropped)
    .map(([reason, count]) => `${count} ${reason}`)
    .join('; ')
}
